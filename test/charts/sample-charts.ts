import { calibrationOf } from '../../src/betting/views/calibration.ts';
import { equityOf } from '../../src/betting/views/equity.ts';
import { type Fan, fanOf } from '../../src/betting/views/forecast-fan.ts';
import { forecastView } from '../../src/betting/views/forecast-view.ts';
import { ladderOf } from '../../src/betting/views/ladder.ts';
import { legsReached } from '../../src/betting/views/legs-reached.ts';
import { figuresByPeriod } from '../../src/betting/views/period-figures.ts';
import { receiptOf } from '../../src/betting/views/receipt.ts';
import { calibrationChart } from '../../src/charts/calibration-chart.ts';
import type { Chart } from '../../src/charts/chart.ts';
import { dailyChart } from '../../src/charts/daily-chart.ts';
import { equityChart } from '../../src/charts/equity-chart.ts';
import { forecastChart } from '../../src/charts/forecast-chart.ts';
import { funnelChart } from '../../src/charts/funnel-chart.ts';
import { ladderChart } from '../../src/charts/ladder-chart.ts';
import { legsChart } from '../../src/charts/legs-chart.ts';
import { priceChart } from '../../src/charts/price-chart.ts';
import { receiptChart } from '../../src/charts/receipt-chart.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { State } from '../../src/core/state.ts';
import type { Scan } from '../../src/markets/scan.ts';
import { at, bet, CONDITIONS, given, started } from '../core/given.ts';
import { leg } from '../core/play.ts';
import { createStory } from '../notify/story.ts';
import { drawn, MANNER } from './drawn.ts';

/** Cycle 1 lost on leg 3, cycle 2 at the target of 30.00 with leg 3; leg 1 of cycle 3 void, leg 2 open. */
export function twoCycles(): State {
  const first = leg(leg(leg(given(started({ target: pennies(3_000) })), 3.2)), 3.5, 'lost');
  const second = leg(leg(leg(first, 3.9), 3.5), 3.45);
  return bet(leg(second, 3.3, 'void'), 3.6);
}

export const SCAN: Scan = {
  at: at(),
  markets: 12,
  delayed: false,
  steps: [
    { filter: 'open', entered: 12, left: 12 },
    { filter: 'price in range', entered: 12, left: 3 },
    { filter: 'enough offered', entered: 3, left: 0 },
    { filter: 'spread', entered: 0, left: 0 },
  ],
  skipped: [],
  candidates: [],
  nearestMiss: {
    event: 'Arsenal v Chelsea',
    selection: 'The Draw',
    filter: 'enough offered',
    why: 'it offers 0.80, and 1.10 is asked for',
  },
  reason: 'none of the 12 markets looked at fits',
};

export const PRICES = [
  { at: at(10), back: price(3.55), lay: price(3.6) },
  { at: at(20), back: price(3.45), lay: null },
];

/** One of each, in words that a test can name. */
export async function sampleCharts(): Promise<readonly Chart[]> {
  const state = twoCycles();
  const days = figuresByPeriod(state, 'day', {
    count: 7,
    now: Date.parse(at()),
    timeZone: 'UTC',
  });
  return [
    ladderChart(ladderOf(state, pennies(100)), MANNER),
    await sampleReceipt(),
    equityChart(equityOf(state), MANNER),
    dailyChart(days, MANNER),
    legsChart(legsReached(state)),
    priceChart(state.openBets[0] ?? null, PRICES, MANNER),
    funnelChart(SCAN, MANNER),
    calibrationChart(calibrationOf(state)),
    forecastChart(sampleFan(state), MANNER),
  ].map(drawn);
}

/** From a state, as far as a forecast goes unless told. */
export function sampleFan(state: State): Fan {
  const view = forecastView(state, {}, { rule: CONDITIONS.stakeRule, now: Date.parse(at()) });
  if ('refused' in view) throw new Error(view.message);
  return fanOf(state, view);
}

/** Of a cycle of three legs: won, void, lost. */
export async function sampleReceipt(): Promise<Chart> {
  const story = createStory();
  for (const outcome of ['won', 'void', 'lost'] as const) {
    story.bet();
    story.end(outcome);
  }
  const state = story.state();
  const cycle = state.ledger.ended?.head;
  const receipt = cycle && (await receiptOf(state, cycle, story.log.read));
  if (!receipt) throw new Error('no cycle has ended');
  return receiptChart(receipt, MANNER);
}
