import { z } from 'zod';
import type { App } from '../src/app.ts';
import { suggestSkips } from '../src/betting/suggestions/suggest-skips.ts';
import { pagedReply } from '../src/betting/views/paged-reply.ts';
import { pageOf } from '../src/betting/views/pages.ts';
import { skippedText, skipsTable } from '../src/betting/views/skips.ts';
import { oneLine, plainName } from '../src/betting/views/wording.ts';
import { type By, defineCommand, type Refused } from '../src/command.ts';
import { type Skip, sameName, skipsAt } from '../src/core/skips.ts';
import { wholeNumber } from '../src/option-schemas.ts';
import type { Reply } from '../src/reply.ts';

export default defineCommand({
  name: 'skips',
  summary: 'What is skipped, by whom, why and until when; with end, bets on one of them again',
  examples: ['skips', 'skips end:#120', 'skips end:Leeds'],
  options: {
    n: wholeNumber(1, 50).default(10).describe('How many on a page; 10 unless told'),
    page: wholeNumber(1, 1_000_000).default(1).describe('Which page; 1 is the newest'),
    end: z
      .string()
      .trim()
      .min(1, { error: 'must be a number such as #120, or the name' })
      .max(100, { error: 'may have at most 100 characters' })
      .optional()
      .describe('Ends this skip: its number such as #120, or its name'),
  },
  suggest: { end: suggestSkips },
  needs: ({ end }) => (end === undefined ? 'viewer' : 'operator'),
  run: (app, { n, page, end }, by) => (end === undefined ? shown(app, n, page) : endOne(app, end, by)),
});

const isoNow = ({ now }: App): string => new Date(now()).toISOString();

const inForce = (app: App): readonly Skip[] => skipsAt(app.state(), isoNow(app)).toReversed();

/** As many as Discord has in a row of buttons, beside those that turn the page. */
const ENDINGS = 3;

function shown(app: App, n: number, page: number): Reply | Refused {
  const skips = inForce(app);
  const found = pageOf(skips, { page, size: n });
  const table = skipsTable(found.items);
  const reply = pagedReply(app, { command: 'skips', thing: 'skip', n, found, table });
  if ('refused' in reply) return reply;
  const endings = found.items.slice(0, ENDINGS).map(({ seq, name }) => ({
    label: `End ${plainName(name)}`,
    command: 'skips',
    options: { end: `#${seq}` },
  }));
  return {
    ...reply,
    title: skips.length === 0 ? 'Nothing is skipped' : `${skips.length} skipped`,
    ...(skips.length > 0 && { footer: `Page ${page} of ${found.pages}.` }),
    links: [...(reply.links ?? []), ...endings],
  };
}

async function endOne(app: App, typed: string, by: By): Promise<Reply | Refused> {
  const skip = named(app, oneLine(typed));
  if ('refused' in skip) return skip;
  const { what, name } = skip;
  const result = await app.submit({ kind: 'end_skip', now: isoNow(app), what, name }, by);
  if ('refused' in result) return result;
  return {
    title: `Skipped no more: ${skippedText(skip)}`,
    tone: 'neutral',
    text: 'It is looked at again from the next look at the markets on.',
    links: [
      { label: 'Skips', command: 'skips', options: {} },
      { label: 'Look now', command: 'markets', options: {} },
    ],
  };
}

/** The one skip that a number or a name stands for. */
function named(app: App, typed: string): Skip | Refused {
  const skips = inForce(app);
  const numbered = skips.find(({ seq }) => typed === `#${seq}`);
  const found = numbered ? [numbered] : skips.filter(({ name }) => sameName(name, typed));
  const [one, ...more] = found.length > 0 ? found : skips.filter(({ seq }) => typed === String(seq));
  if (one === undefined)
    return { refused: 'no_such_skip', message: `Nothing called "${typed}" is skipped. ${known(skips)}` };
  if (more.length > 0)
    return {
      refused: 'several_skips',
      message: `"${typed}" stands for several: ${found.map(calledText).join(', ')}. Say which by its number.`,
    };
  return one;
}

const known = (skips: readonly Skip[]): string =>
  skips.length === 0
    ? 'There are no skips.'
    : `There ${skips.length === 1 ? 'is' : 'are'} ${skips.slice(0, 10).map(calledText).join(', ')}.`;

const calledText = (skip: Skip): string => `#${skip.seq} (${skippedText(skip)})`;
