import type { JSX } from 'preact';
import { amountText, moneyText, priceText } from './money.ts';
import { Nothing, Panel } from './panel.tsx';
import { inThePast } from './past.ts';
import { PriceLine } from './price-line.tsx';
import { open, shown } from './store.ts';
import type { Market, Open, Status } from './wire-types.ts';
import { Distance, Time } from './words.tsx';

/** The open bet with its market. */
export function OpenPanel(): JSX.Element {
  const status = shown.value;
  const live = inThePast.value ? null : open.data.value;
  const bet = status?.openBet ?? null;
  const market = live !== null && live.bet.betId === bet?.betId ? live : null;
  return (
    <Panel id="open" title="Open bet" shows={[open]} aside={market && <PlayState open={market} />}>
      {status && bet === null && <NoBet status={status} />}
      {status && bet && (
        <>
          <p class="open-event">
            {bet.event}
            {bet.competition && <span class="quiet"> · {bet.competition}</span>}
          </p>
          <p class="open-pick">
            <strong>{bet.selection}</strong> at <span class="figure">{priceText(bet.priceMatched)}</span>
            {bet.priceMatched !== bet.priceAsked && (
              <span class="quiet"> (asked {priceText(bet.priceAsked)})</span>
            )}
          </p>
          <dl class="facts">
            <div>
              <dt>Stake</dt>
              <dd class="figure">{moneyText(bet.stake, status.currency)}</dd>
            </div>
            <div>
              <dt>Pot if won</dt>
              <dd class="figure open">{amountText(bet.ifWon)}</dd>
            </div>
            <div>
              <dt>Kick-off</dt>
              <dd>
                <Time at={bet.startTime} />
              </dd>
            </div>
            <div>
              <dt>Placed</dt>
              <dd>
                <Distance at={bet.placedAt} />
              </dd>
            </div>
          </dl>
          {market?.market && <Runners market={market.market} />}
          {market?.why && <Nothing>{market.why}</Nothing>}
          {market && market.prices.length > 1 && (
            <PriceLine prices={market.prices} matched={bet.priceMatched} from={bet.placedAt} />
          )}
          <p class="quiet reason">{bet.reason}</p>
        </>
      )}
    </Panel>
  );
}

function NoBet({ status: { openRequest, currency } }: { readonly status: Status }): JSX.Element {
  if (openRequest === null) return <Nothing>No bet is open.</Nothing>;
  const { stake, selection, event, priceAsked, requestedAt } = openRequest;
  return (
    <Nothing>
      {moneyText(stake, currency)} on {selection} in {event} at {priceText(priceAsked)} was sent{' '}
      <Distance at={requestedAt} />; the exchange has not answered yet.
    </Nothing>
  );
}

function PlayState({ open: { bet, market, inPlaySince } }: { readonly open: Open }): JSX.Element {
  if (market?.inPlay)
    return (
      <span class="chip chip-play">In play{inPlaySince && <> since {<Time at={inPlaySince} />}</>}</span>
    );
  if (market?.status === 'SUSPENDED') return <span class="chip">Suspended</span>;
  if (market?.status === 'CLOSED') return <span class="chip">Closed</span>;
  return (
    <span class="chip">
      Kick-off <Distance at={bet.startTime} />
    </span>
  );
}

const Runners = ({ market }: { readonly market: Market }): JSX.Element => (
  <div class="scroll">
    <table class="runners">
      <caption>
        {market.name}, <span class="figure">{amountText(market.totalMatched)}</span> matched
      </caption>
      <thead>
        <tr>
          <th scope="col">Selection</th>
          <th scope="col" class="right">
            Back
          </th>
          <th scope="col" class="right">
            Lay
          </th>
        </tr>
      </thead>
      <tbody>
        {market.runners.map((runner) => (
          <tr key={runner.selectionId} class={runner.ours ? 'ours' : ''}>
            <th scope="row">
              {runner.name}
              {runner.ours && <span class="chip chip-ours">ours</span>}
              {runner.status !== 'ACTIVE' && <span class="quiet"> {runner.status.toLowerCase()}</span>}
            </th>
            <Offer offer={runner.back} side="back" />
            <Offer offer={runner.lay} side="lay" />
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Offer = ({
  offer,
  side,
}: {
  readonly offer: Market['runners'][number]['back'];
  readonly side: 'back' | 'lay';
}): JSX.Element => (
  <td class={`offer ${side}`}>
    {offer === null ? (
      <span class="quiet">–</span>
    ) : (
      <>
        <span class="figure">{priceText(offer.price)}</span>
        <small class="figure">{amountText(offer.size)}</small>
      </>
    )}
  </td>
);
