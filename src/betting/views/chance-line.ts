import { oneIn } from '../../core/chance.ts';
import type { Forecast } from '../../core/forecast.ts';
import { assumedIn, forecastFrom, positionOf } from '../../core/forecast.ts';
import type { StakeRule } from '../../core/intents.ts';
import { formatMoney } from '../../core/money.ts';
import { formatPrice, type Price } from '../../core/odds.ts';
import type { State } from '../../core/state.ts';

/**
 * The chances of the target that an open bet has, in one line: `leg 4 of 9: 1 in 4,096; after a win 1 in 1,024 (legs to
 * come at 4.00)`. The oldest open bet's own matched price is assumed of every leg to come, and that selections win as often as their prices
 * say; plan, commission and limit of the stake are those in force. `of 9`: the leg that reaches the target if all are
 * won. Null where no bet is open.
 */
export function chanceLine(state: State, rule: StakeRule): string | null {
  const [bet] = state.openBets;
  if (bet === undefined) return null;
  const assumed = assumedIn(state, { price: bet.priceMatched, edge: 0, rule, now: bet.placedAt });
  const found = forecastFrom(positionOf(state), assumed);
  // Without an edge no price makes a win sure.
  return 'refused' in found ? null : `${lineOf(found)}${atPrice(found, bet.priceMatched)}`;
}

/** What is assumed, where there is anything to come. */
const atPrice = ({ here }: Forecast, price: Price): string =>
  here.bets === 0 ? '' : ` (legs to come at ${formatPrice(price)})`;

function lineOf({ here, open, legs, stuck }: Forecast): string {
  const first = legs[0];
  const last = legs.at(-1);
  const of = last?.atTarget ? ` of ${last.leg}` : '';
  return `leg ${first?.leg}${of}: ${oneIn(here.chance)}${afterWin()}`;

  function afterWin(): string {
    if (here.chance === 0)
      return stuck === null ? '' : `, since a pot of ${formatMoney(stuck.pot)} stands still`;
    return first?.atTarget ? '; a win reaches the target' : `; after a win ${oneIn(open?.ifWon.chance ?? 0)}`;
  }
}
