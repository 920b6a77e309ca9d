import { IANAZone } from 'luxon';
import { z } from 'zod';
import { periodsAt } from '../../betting/periods.ts';
import { sumUp } from '../../betting/sum-up.ts';
import { CHART_KINDS } from '../../charts/kinds.ts';
import { CHARTS, type Charted } from '../../charts/registry.ts';
import { FORECAST_OPTIONS, forecastWanted } from '../../forecast-options.ts';
import { at, defineEndpoint, ordinal } from '../endpoint.ts';
import type { Shown } from '../shown.ts';
import { chart } from '../wire/chart.ts';

export const chartEndpoint = defineEndpoint({
  path: '/api/charts/{name}',
  summary: 'A chart as an option for ECharts, or why there is nothing to draw.',
  needs: 'viewer',
  query: z.strictObject({
    name: z.enum(CHART_KINDS),
    cycle: ordinal().optional(),
    days: ordinal(60).default(14),
    zone: z.string().refine(IANAZone.isValidZone, 'must be a time zone such as Europe/London').optional(),
    ...FORECAST_OPTIONS,
    at,
  }),
  reply: chart,
  answer: async (shown, { name, at: seq, zone, cycle, days, ...typed }) => {
    const charted = await chartedAt(shown, seq);
    // A day is the bot's, wherever it is looked at.
    const timeZone = name === 'daily' || zone === undefined ? charted.timeZone : zone;
    const state = charted.state();
    if (OF_ALL_BETS.includes(name)) await sumUp(state);
    const wanted = { cycle, days, forecast: forecastWanted(typed) };
    const draw = async () => CHARTS[name]({ ...charted, timeZone }, wanted);
    const { dayStart } = periodsAt(charted.now(), charted.timeZone);
    const lasting = OF_ALL_BETS.includes(name) ? state.journal : isUsual(name, typed) ? state : null;
    const drawable = await shown.remembered(lasting, `${name} ${days} ${dayStart} ${timeZone}`, draw);
    if ('why' in drawable) return { title: drawable.title, why: drawable.why };
    const { title, facts, alt, height, option } = drawable;
    return { title, facts, alt, height, option: { ...option } };
  },
});

/** They change with the bets and the day alone. */
const OF_ALL_BETS: readonly string[] = ['equity', 'daily', 'legs', 'calibration'];

/** A forecast that nothing was wanted of: of all that can be wanted there is too much to remember. */
const isUsual = (name: string, wanted: object): boolean =>
  name === 'forecast' && Object.values(wanted).every((each) => each === undefined);

/** What is known beside the log is of now, and says nothing of the past. */
async function chartedAt({ reader, openMarket, stateAt }: Shown, seq: number | undefined): Promise<Charted> {
  const state = await stateAt(seq);
  if (seq === undefined)
    return {
      ...reader,
      books: async () => {
        const [bet] = state.openBets;
        if (bet !== undefined) await openMarket.freshen(bet);
        return [];
      },
    };
  const now = Date.parse(state.at ?? '');
  return {
    ...reader,
    state: () => state,
    now: () => now,
    lastScan: () => null,
    prices: () => [],
    books: async () => [],
  };
}
