import type { Outcome } from '../../command.ts';
import type { CommandLink, Reply, Tone } from '../../reply.ts';
import type { ButtonIds } from '../button-press.ts';
import { yesAndNo } from './buttons.ts';
import { renderReply, type Shown } from './render-reply.ts';

/** An answer, and whether the one who asked is the only one to see it. */
export interface Answer extends Shown {
  readonly ephemeral: boolean;
}

/** Who asked for what: all that the buttons of the answer must know. */
export interface Asked {
  readonly user: string;
  readonly command: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** The answer to a command: replies for the whole channel unless they are discreet, all else for the one who asked. */
export function renderOutcome(outcome: Outcome, asked: Asked, ids: ButtonIds): Answer {
  switch (outcome.kind) {
    case 'reply': {
      const shown = renderReply(outcome.reply, (link, place) =>
        ids.write(linkPress(link, place, asked.command)),
      );
      return { ...shown, ephemeral: outcome.reply.discreet === true };
    }
    case 'confirm':
      return renderQuestion(outcome, asked, ids);
    case 'refused':
      return aside('warning', 'Not done', outcome.message);
    case 'invalid':
      return aside('warning', 'Please check the values', outcome.message);
    case 'forbidden':
      return aside('bad', 'Not allowed', outcome.message);
    case 'unknown':
      return aside('warning', 'No such command', outcome.message);
  }
}

/** A few words for one person. */
export function aside(tone: Tone, title: string, text: Reply['text'] & {}): Answer {
  return { ...renderReply({ title, tone, text }, () => ''), ephemeral: true };
}

/** A link to the command that is being answered turns its page; one to another command opens a message. */
export function linkPress(link: CommandLink, place: number, answering: string | null) {
  const kind = link.command === answering ? ('page' as const) : ('open' as const);
  return { kind, place, command: link.command, options: link.options };
}

function renderQuestion(
  { effect, token, expiresAt }: Extract<Outcome, { kind: 'confirm' }>,
  { user, command, options }: Asked,
  ids: ButtonIds,
): Answer {
  const sentence = `${effect.charAt(0).toUpperCase()}${effect.slice(1)}`;
  const { embeds } = aside('warning', 'Are you sure?', [
    `${sentence}.\n\nThis question ends `,
    { at: expiresAt },
    '.',
  ]);
  const components = yesAndNo(
    ids.write({ kind: 'yes', user, command, token, options }),
    ids.write({ kind: 'no', user, command, token }),
  );
  return { embeds, components, files: [], ephemeral: true };
}
