import type { Skipped } from '../../core/events.ts';
import { isDraw, type Skip } from '../../core/skips.ts';
import type { Table, TextParts } from '../../reply.ts';
import { byActor, plainName, sentence } from './wording.ts';

/** `the team Leeds`, `the competition Serie A`. */
export const skippedText = ({ what, name }: Skipped): string => `the ${what} ${plainName(name)}`;

/** What a skip leaves out, as a sentence. */
export function leftOutText({ what, name }: Skipped): string {
  const called = plainName(name);
  switch (what) {
    case 'market':
      return `Markets with the id or the event ${called} are not bet on.`;
    case 'team':
      return isDraw(name)
        ? `${called} is a selection of every match: it alone is not bet on.`
        : `Markets in which ${called} takes part are not bet on.`;
    case 'competition':
      return `Markets of ${called} are not bet on.`;
  }
}

/** How a skip ends, as a sentence. */
export const skipEndText = ({ until }: Pick<Skip, 'until'>): TextParts =>
  until === null
    ? ['It lasts until somebody ends it.']
    : ['It ends ', { at: until }, ', or when somebody ends it.'];

/** Who skipped it, why and until when, to follow "skipped". */
export const skipText = ({ actor, why, until }: Pick<Skip, 'actor' | 'why' | 'until'>): TextParts => [
  ...byActor(actor),
  `: ${sentence(why)} `,
  ...skipEndText({ until }),
];

/** Skips as rows, each with the number by which it is ended. */
export const skipsTable = (skips: readonly Skip[]): Table => ({
  columns: ['No.', 'Skipped', 'Why', 'Who', 'Since', 'Until'].map((name) => ({ name, align: 'left' })),
  rows: skips.map(({ seq, what, name, why, actor, since, until }) => [
    `#${seq}`,
    `${what} ${plainName(name)}`,
    why,
    byActor(actor),
    [{ at: since }],
    until === null ? 'somebody ends it' : [{ at: until }],
  ]),
});
