import { z } from 'zod';
import type { App } from '../src/app.ts';
import { suggestEndedCycles } from '../src/betting/suggestions/suggest-cycles.ts';
import { CHART_KINDS, type ChartKind } from '../src/charts/kinds.ts';
import { pictureOf } from '../src/charts/picture.ts';
import { CHARTS, type Drawable } from '../src/charts/registry.ts';
import { defineCommand } from '../src/command.ts';
import { wholeNumber } from '../src/option-schemas.ts';
import type { Reply } from '../src/reply.ts';

const LABELS: Readonly<Record<ChartKind, string>> = {
  ladder: 'Pot ladder',
  receipt: 'Receipt',
  equity: 'Profit',
  daily: 'Days',
  legs: 'Legs',
  price: 'Price',
  funnel: 'Funnel',
  calibration: 'Calibration',
  forecast: 'Forecast',
};

export default defineCommand({
  name: 'chart',
  summary:
    'Pictures: pot ladder, receipt of a cycle, profit, days, legs, price, funnel, calibration, forecast',
  examples: ['chart', 'chart receipt 3', 'chart equity'],
  options: {
    kind: z
      .enum(CHART_KINDS, { error: `must be one of ${CHART_KINDS.join(', ')}` })
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

async function replyOf(app: App, kind: ChartKind, drawable: Drawable): Promise<Reply> {
  const links = CHART_KINDS.filter((each) => each !== kind).map((each) => ({
    label: LABELS[each],
    command: 'chart',
    options: { kind: each },
  }));
  const { title } = drawable;
  if ('why' in drawable) return { title, tone: 'neutral', text: drawable.why, links };
  const picture = await pictureOf(drawable, app.draw);
  return { title, tone: 'neutral', text: drawable.facts, picture, links };
}
