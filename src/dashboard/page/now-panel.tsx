import type { JSX } from 'preact';
import { ChartView } from './chart-view.tsx';
import { Icon } from './icons.tsx';
import { ladderShare } from './ladder-scale.ts';
import { amountText, moneyText, priceText, signedText } from './money.ts';
import { Panel } from './panel.tsx';
import { inThePast } from './past.ts';
import { ResultMark } from './results.tsx';
import { ladderChart, recentBets, shown } from './store.ts';
import { toneWords } from './tone.ts';
import type { Status } from './wire-types.ts';
import { Distance, Time, Words } from './words.tsx';

/** Where the bot stands: cycle, pot, the way to the target, and whether it bets. */
export function NowPanel(): JSX.Element {
  const status = shown.value;
  return (
    <Panel
      id="now"
      title={status === null ? 'Now' : `Cycle ${status.cycle}, leg ${status.leg}`}
      shows={[ladderChart, recentBets]}
    >
      {status && (
        <div class="now">
          <div class="now-facts">
            <Pot status={status} />
            <Way status={status} />
            <dl class="facts">
              <div>
                <dt>Next stake</dt>
                <dd class="figure">{amountText(status.nextStake)}</dd>
              </div>
              <div>
                <dt>Odds range</dt>
                <dd class="figure">
                  {priceText(status.odds.min)} – {priceText(status.odds.max)}
                </dd>
              </div>
              <div>
                <dt>Next cycle opens with</dt>
                <dd class="figure">{amountText(status.initialStake)}</dd>
              </div>
            </dl>
            <Recent />
            <Betting status={status} />
          </div>
          <div class="now-chart">
            <ChartView resource={ladderChart} name="ladder" slider={false} />
          </div>
        </div>
      )}
    </Panel>
  );
}

const Pot = ({ status: { pot, currency } }: { readonly status: Status }): JSX.Element => (
  <p class="pot">
    <span class="pot-label">In the pot</span>
    <span class="pot-amount">{amountText(pot)}</span> <span class="pot-currency">{currency}</span>
  </p>
);

/** The pot between the cycle's start and its target, on a log scale: each win is about as long as the next. */
function Way({ status }: { readonly status: Status }): JSX.Element {
  const { pot, target, initialStake, openBet, currency } = status;
  const share = ladderShare(pot, initialStake, target);
  const won = openBet === null ? null : ladderShare(openBet.ifWon, initialStake, target);
  return (
    <div class="way">
      <div
        class="way-track"
        role="meter"
        aria-label="The way to the target, on a log scale"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={`${moneyText(pot, currency)} of ${moneyText(target, currency)}`}
      >
        {won !== null && <span class="way-won" style={{ width: `${won * 100}%` }} />}
        <span class="way-done" style={{ width: `${share * 100}%` }} />
      </div>
      <p class="way-ends">
        <span>{amountText(initialStake)}</span>
        {openBet && <span class="open">if won {amountText(openBet.ifWon)}</span>}
        <span>
          <Icon name="target" /> target {amountText(target)}
        </span>
      </p>
    </div>
  );
}

/** The last bets, the newest on the right, as many as there is room for. */
function Recent(): JSX.Element | null {
  const bets = recentBets.data.value?.bets ?? [];
  if (bets.length === 0) return null;
  return (
    <ol class="recent" aria-label="The last bets, the newest first">
      {bets.map(({ seq, result, selection, event, net }) => (
        <li
          key={seq}
          class={`recent-${result}`}
          title={`${selection} in ${event}${net === null ? '' : `: ${signedText(net)}`}`}
        >
          <ResultMark result={result} />
        </li>
      ))}
    </ol>
  );
}

/** Why it bets or not; of the past the log knows only whether it was paused. */
function Betting({ status }: { readonly status: Status }): JSX.Element {
  const { betting, paused, armedUntil, limits } = status;
  const tone = inThePast.value ? (paused === null ? 'ready' : 'paused') : betting.tone;
  return (
    <div class={`betting tone-${tone}`}>
      <Icon name={tone} />
      <div>
        {inThePast.value ? (
          <p>{paused === null ? 'It was not paused.' : 'It was paused.'}</p>
        ) : (
          <p>
            <strong>{toneWords(status)}.</strong> {paused === null && betting.why}
          </p>
        )}
        {paused && (
          <p>
            Paused <Words text={paused.text} />
            {paused.until && (
              <span class="quiet">
                {' '}
                (<Distance at={paused.until} />)
              </span>
            )}
          </p>
        )}
        {limits.restsUntil && (
          <p class="quiet">
            Resting
            <Until at={limits.restsUntil} />
          </p>
        )}
        {armedUntil && (
          <p class="quiet">
            Live betting is armed
            <Until at={armedUntil} />
          </p>
        )}
      </div>
    </div>
  );
}

const Until = ({ at }: { readonly at: string }): JSX.Element => (
  <>
    {' '}
    until <Time at={at} /> (<Distance at={at} />)
  </>
);
