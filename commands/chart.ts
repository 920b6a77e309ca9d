import { z } from 'zod';
import type { App } from '../src/app.ts';
import { suggestEndedCycles } from '../src/betting/suggestions/suggest-cycles.ts';
import { calibrationOf } from '../src/betting/views/calibration.ts';
import { equityOf } from '../src/betting/views/equity.ts';
import { ladderOf } from '../src/betting/views/ladder.ts';
import { legsReached } from '../src/betting/views/legs-reached.ts';
import { figuresByPeriod } from '../src/betting/views/period-figures.ts';
import { receiptOf } from '../src/betting/views/receipt.ts';
import { findCycle } from '../src/betting/views/statistics.ts';
import { calibrationChart } from '../src/charts/calibration-chart.ts';
import type { Chart, NoChart } from '../src/charts/chart.ts';
import { dailyChart } from '../src/charts/daily-chart.ts';
import { equityChart } from '../src/charts/equity-chart.ts';
import { funnelChart } from '../src/charts/funnel-chart.ts';
import { ladderChart } from '../src/charts/ladder-chart.ts';
import { legsChart } from '../src/charts/legs-chart.ts';
import { pictureOf } from '../src/charts/picture.ts';
import { priceChart } from '../src/charts/price-chart.ts';
import { receiptChart } from '../src/charts/receipt-chart.ts';
import { defineCommand } from '../src/command.ts';
import { ExchangeError } from '../src/exchange/exchange-error.ts';
import { wholeNumber } from '../src/option-schemas.ts';
import type { Reply } from '../src/reply.ts';

interface Wanted {
  readonly cycle?: number | undefined;
  readonly days: number;
}

type Drawable = Chart | NoChart;

/** What each picture is made of. */
const CHARTS = {
  ladder: (app) => ladderChart(ladderOf(app.state(), app.minStake), app),
  receipt,
  equity: (app) => equityChart(equityOf(app.state()), app),
  daily,
  legs: (app) => legsChart(legsReached(app.state())),
  price,
  funnel: (app) => funnelChart(app.lastScan(), app),
  calibration: (app) => calibrationChart(calibrationOf(app.state())),
} as const satisfies Record<string, (app: App, wanted: Wanted) => Drawable | Promise<Drawable>>;

type Kind = keyof typeof CHARTS;

const LABELS: Readonly<Record<Kind, string>> = {
  ladder: 'Pot ladder',
  receipt: 'Receipt',
  equity: 'Profit',
  daily: 'Days',
  legs: 'Legs',
  price: 'Price',
  funnel: 'Funnel',
  calibration: 'Calibration',
};

const KINDS = Object.keys(CHARTS) as [Kind, ...Kind[]];

export default defineCommand({
  name: 'chart',
  summary: 'Pictures: pot ladder, receipt of a cycle, profit, days, legs, price, funnel, calibration',
  examples: ['chart', 'chart receipt 3', 'chart equity'],
  options: {
    kind: z
      .enum(KINDS, { error: `must be one of ${KINDS.join(', ')}` })
      .default('ladder')
      .describe('Which picture; the pot ladder unless told'),
    cycle: wholeNumber(1, 1_000_000_000)
      .optional()
      .describe('For the receipt: which cycle since the last reset; the last one that ended when left out'),
    days: wholeNumber(1, 60).default(14).describe('For the days: how many; 14 unless told'),
  },
  suggest: { cycle: suggestEndedCycles },
  needs: 'viewer',
  run: async (app, { kind, cycle, days }) => replyOf(app, kind, await CHARTS[kind](app, { cycle, days })),
});

async function replyOf(app: App, kind: Kind, drawable: Drawable): Promise<Reply> {
  const links = KINDS.filter((each) => each !== kind).map((each) => ({
    label: LABELS[each],
    command: 'chart',
    options: { kind: each },
  }));
  const { title } = drawable;
  if ('why' in drawable) return { title, tone: 'neutral', text: drawable.why, links };
  const picture = await pictureOf(drawable, app.draw);
  return { title, tone: 'neutral', text: drawable.facts, picture, links };
}

async function receipt(app: App, { cycle: n }: Wanted): Promise<Drawable> {
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

function daily(app: App, { days }: Wanted): Drawable {
  const { timeZone } = app;
  return dailyChart(figuresByPeriod(app.state(), 'day', { count: days, now: app.now(), timeZone }), app);
}

/** Looks once more; where the exchange cannot be asked, what was seen before is shown. */
async function price(app: App): Promise<Drawable> {
  const [bet] = app.state().openBets;
  if (bet === undefined) return priceChart(null, [], app);
  try {
    await app.books([bet.marketId]);
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
  }
  return priceChart(bet, app.prices(bet.orderRef), app);
}
