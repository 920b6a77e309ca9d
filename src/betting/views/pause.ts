import type { Betting } from '../../app.ts';
import type { State } from '../../core/state.ts';
import type { CommandLink, TextParts } from '../../reply.ts';
import { theLimit } from './limit-words.ts';
import { byActor, sentence } from './wording.ts';

export type Pause = NonNullable<State['paused']>;

/** Who or what paused betting, to follow "paused": `at the console`, `by the daily loss limit`. */
export const pausedBy = ({ by, actor }: Pick<Pause, 'by' | 'actor'>): TextParts =>
  by === 'person' ? byActor(actor) : [pausedByRule(by)];

/** What paused betting where no person did. */
export function pausedByRule(by: Exclude<Pause['by'], 'person'>): string {
  switch (by) {
    case 'minStake':
      return 'because the pot is too small';
    case 'unknownOrder':
      return 'because of an order that is not in the log';
    default:
      return `by ${theLimit(by)}`;
  }
}

/** Who paused betting, since when, why, and until when, to follow "paused". */
export const pauseText = (pause: Pause): TextParts => [
  ...pausedBy(pause),
  ' ',
  { at: pause.since },
  `: ${sentence(pause.why)} `,
  ...endText(pause),
];

/** How a pause ends, as a sentence. */
export function endText({ by, until }: Pick<Pause, 'by' | 'until'>): TextParts {
  if (until === null) return ['It lasts until somebody resumes.'];
  return ['It ends ', { at: until }, by === 'person' ? ', or when somebody resumes.' : '.'];
}

/** Whether the bot bets now and why, with the moments of a pause as such. */
export function bettingText({ on, why, pause }: Betting): TextParts {
  if (pause !== undefined) return ['Paused ', ...pauseText(pause)];
  return [on ? sentence(why) : `Not betting: ${sentence(why)}`];
}

/** The command that explains a pause or ends it. */
export function pauseLinks({ by }: Pick<Pause, 'by'>): readonly CommandLink[] {
  if (by === 'person') return [{ label: 'Resume', command: 'resume', options: {} }];
  if (by === 'unknownOrder')
    return [
      { label: 'Take the bet over', command: 'adopt', options: {} },
      { label: 'Resume', command: 'resume', options: {} },
    ];
  if (by === 'minStake') return [{ label: 'Odds range', command: 'odds', options: {} }];
  return [{ label: 'Limits', command: 'limits', options: {} }];
}
