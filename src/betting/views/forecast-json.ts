import type { Prospect } from '../../core/forecast-prospect.ts';
import type { ForecastView } from './forecast-view.ts';

/**
 * The figures of a forecast as plain data, for programs: money in pennies, averages of it to the next one; chances and
 * other shares as fractions; expected numbers as they are.
 */
export function forecastJson({ position, assumed, forecast, plans, history, budget }: ForecastView) {
  const { staking, price, edge, commissionRate, maxStake, terms } = assumed;
  const { here, open, outlay, until, stop, legs, stuck } = forecast;
  return {
    assumed: {
      ...{ staking, price, edge, commissionRate, maxStake },
      initialStake: terms.initialStake,
      target: terms.target,
    },
    pot: position.pot,
    target: position.target,
    here: prospectJson(here),
    open: open && { win: open.win, ifWon: prospectJson(open.ifWon), ifLost: prospectJson(open.ifLost) },
    outlay: prospectJson(outlay),
    until: until && {
      cycles: until.cycles,
      bets: until.bets,
      outlays: until.outlays,
      outlay: Math.round(until.outlays * terms.initialStake),
      back: Math.round(until.back),
    },
    stop: Math.round(stop),
    budget,
    plans: plans.map((plan) => ({
      price: plan.price,
      rollAll: plan.chance.roll_all,
      toTarget: plan.chance.to_target,
    })),
    history: history && {
      bets: history.estimate.bets,
      wins: history.estimate.wins,
      expectedWins: history.estimate.expectedWins,
      low: history.low,
      middle: history.middle,
      high: history.high,
    },
    legs: legs.map(({ leg, pot, stake, price: at, win, allWon, target }) => ({
      ...{ leg, pot, stake, price: at, win, allWon, target },
    })),
    stuck: stuck && {
      pot: stuck.pot,
      stake: stuck.stake,
      by: stuck.by,
      limit: stuck.limit,
      chance: stuck.chance,
    },
  };
}

/** `keptCycles`: how many cycles kept money opens. */
const prospectJson = ({ chance, bets, cycles, back, stuck }: Prospect) => ({
  ...{ chance, bets, keptCycles: cycles, back: Math.round(back), stuck },
});
