import type { App } from '../src/app.ts';
import { rangeText } from '../src/betting/views/wording.ts';
import { type By, defineCommand, type Refused } from '../src/command.ts';
import { formatPrice, price } from '../src/core/odds.ts';
import { ladderPrice } from '../src/option-schemas.ts';
import type { Reply } from '../src/reply.ts';

export default defineCommand({
  name: 'odds',
  summary: 'The range of prices that is bet on; with min or max, changes it',
  examples: ['odds', 'odds 3 4', 'odds 2.5 3.45'],
  options: {
    min: ladderPrice.describe('Lowest price to bet on; stays as it is when left out'),
    max: ladderPrice.describe('Highest price to bet on; stays as it is when left out'),
  },
  needs: ({ min, max }) => (min === undefined && max === undefined ? 'viewer' : 'operator'),
  run: (app, { min, max }, by) => {
    const now = app.state().settings.odds;
    if (min === undefined && max === undefined) return shown(app);
    return change(app, { min: min ?? now.min, max: max ?? now.max }, by);
  },
});

const shown = (app: App): Reply => ({
  title: `Odds range: ${rangeText(app.state().settings.odds)}`,
  tone: 'neutral',
  text: 'A selection is backed when its price lies in this range. A price of 3.50 pays 3.50 for each 1.00 staked, the stake included.',
});

async function change(
  app: App,
  { min, max }: { min: number; max: number },
  by: By,
): Promise<Reply | Refused> {
  const to = { min: price(min), max: price(max) };
  if (to.min > to.max) {
    const message = `min (${formatPrice(to.min)}) would be above max (${formatPrice(to.max)}); give both, the lower one as min.`;
    return { refused: 'range_reversed', message };
  }
  const result = await app.submit({ kind: 'change_odds', to, now: new Date(app.now()).toISOString() }, by);
  if ('refused' in result) return result;
  const changed = result.find((event) => event.type === 'ODDS_RANGE_CHANGED');
  const was = changed === undefined ? '' : `It was ${rangeText(changed.data.from)}. `;
  return {
    title: `Odds range: ${rangeText(changed?.data.to ?? to)}`,
    tone: 'neutral',
    text: `${was}It holds from the next bet on, also after a restart.`,
  };
}
