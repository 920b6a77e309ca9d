import type { App } from '../app.ts';
import { calibrationOf } from '../betting/views/calibration.ts';
import { equityOf } from '../betting/views/equity.ts';
import { fanOf } from '../betting/views/forecast-fan.ts';
import { type ForecastWanted, forecastView } from '../betting/views/forecast-view.ts';
import { ladderOf } from '../betting/views/ladder.ts';
import { legsReached } from '../betting/views/legs-reached.ts';
import { figuresByPeriod } from '../betting/views/period-figures.ts';
import { receiptOf } from '../betting/views/receipt.ts';
import { findCycle } from '../betting/views/statistics.ts';
import { ExchangeError } from '../exchange/exchange-error.ts';
import { calibrationChart } from './calibration-chart.ts';
import type { Chart, NoChart } from './chart.ts';
import { dailyChart } from './daily-chart.ts';
import { equityChart } from './equity-chart.ts';
import { forecastChart } from './forecast-chart.ts';
import { funnelChart } from './funnel-chart.ts';
import type { ChartKind } from './kinds.ts';
import { ladderChart } from './ladder-chart.ts';
import { legsChart } from './legs-chart.ts';
import { priceChart } from './price-chart.ts';
import { receiptChart } from './receipt-chart.ts';

/** What the charts are made of. */
export type Charted = Pick<
  App,
  | 'state'
  | 'now'
  | 'timeZone'
  | 'currency'
  | 'minStake'
  | 'stakeRule'
  | 'lastScan'
  | 'events'
  | 'books'
  | 'prices'
>;

export interface ChartWanted {
  /** For the receipt: which cycle since the last reset; the last one that ended when left out. */
  readonly cycle?: number | undefined;
  /** For the days: how many. */
  readonly days: number;
  /** What a forecast is to assume otherwise. */
  readonly forecast?: ForecastWanted | undefined;
}

export type Drawable = Chart | NoChart;

/** A chart of all bets is made anew only where they have changed, or are to be shown in another manner. */
function oncePerJournal(make: (app: Charted) => Drawable): (app: Charted) => Drawable {
  let last: (Pick<Charted, 'timeZone' | 'currency'> & { journal: object | null; made: Drawable }) | null =
    null;
  return (app) => {
    const { timeZone, currency } = app;
    const { journal } = app.state();
    if (last?.journal !== journal || last.timeZone !== timeZone || last.currency !== currency)
      last = { journal, timeZone, currency, made: make(app) };
    return last.made;
  };
}

/** Every chart by its name; rejects where the log cannot be read. */
export const CHARTS = {
  ladder: (app) => ladderChart(ladderOf(app.state(), app.minStake), app),
  receipt,
  equity: oncePerJournal((app) => equityChart(equityOf(app.state()), app)),
  daily,
  legs: oncePerJournal((app) => legsChart(legsReached(app.state()))),
  price,
  funnel: (app) => funnelChart(app.lastScan(), app),
  calibration: oncePerJournal((app) => calibrationChart(calibrationOf(app.state()))),
  forecast,
} as const satisfies Record<ChartKind, (app: Charted, wanted: ChartWanted) => Drawable | Promise<Drawable>>;

async function receipt(app: Charted, { cycle: n }: ChartWanted): Promise<Drawable> {
  const state = app.state();
  const { ended, epoch, cycle: last } = state.ledger;
  const cycle = n === undefined ? ended?.head : findCycle(state, { epoch, cycle: n });
  if (cycle === undefined)
    return n === undefined
      ? { title: 'No receipt yet', why: 'No cycle has ended yet.' }
      : { title: `No cycle ${n}`, why: `The last one is cycle ${last}.` };
  const found = await receiptOf(state, cycle, (seq) => app.events(seq));
  if (found !== null) return receiptChart(found, app);
  const why =
    cycle.end === null ? 'It is running; the pot ladder shows how it goes.' : 'It ended without a bet.';
  return { title: `No receipt of cycle ${cycle.cycle}`, why };
}

function forecast(app: Charted, { forecast: wanted = {} }: ChartWanted): Drawable {
  const state = app.state();
  const view = forecastView(state, wanted, { rule: app.stakeRule, now: app.now() });
  if ('refused' in view) return { title: 'No forecast', why: view.message };
  return forecastChart(fanOf(state, view, wanted.odds), app);
}

function daily(app: Charted, { days }: ChartWanted): Drawable {
  const { timeZone } = app;
  return dailyChart(figuresByPeriod(app.state(), 'day', { count: days, now: app.now(), timeZone }), app);
}

/** Looks once more; where the exchange cannot be asked, what was seen before is shown. */
async function price(app: Charted): Promise<Drawable> {
  const [bet] = app.state().openBets;
  if (bet === undefined) return priceChart(null, [], app);
  try {
    await app.books([bet.marketId]);
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
  }
  return priceChart(bet, app.prices(bet.orderRef), app);
}
