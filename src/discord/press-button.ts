import type { ButtonInteraction } from 'discord.js';
import type { Audit } from '../audit.ts';
import type { Clock } from '../clock.ts';
import type { Role } from '../command.ts';
import { answerBelow, answerInPlace } from './answer.ts';
import type { Ask } from './ask.ts';
import type { ButtonIds, ButtonPress } from './button-press.ts';
import { createRecent, type Recent } from './recent.ts';
import { type Answer, type Asked, aside } from './render/render-outcome.ts';

export interface PressParts {
  readonly audit: Audit;
  readonly ask: Ask;
  readonly ids: ButtonIds;
  readonly clock: Clock;
}

/** Answers one press by someone with that role; rejects where the answer did not reach Discord. */
export type PressButton = (interaction: ButtonInteraction, role: Role) => Promise<void>;

const OTHERS_QUESTION = aside('warning', 'Not yours', 'Someone else was asked this.');
const ANSWERED = aside('neutral', 'Already answered', 'This question has its answer; the first one counts.');
const UNCHANGED = aside('neutral', 'Left as it was', 'Nothing has changed.');
const EXPIRED = aside(
  'warning',
  'Expired',
  'This button is from an earlier time. Please type the command again.',
);

const QUESTIONS = 5_000;

/** The command that a button stands for; an unknown button has no name. */
export function pressedFor(press: ButtonPress | null): Pick<Asked, 'command' | 'options'> {
  if (press === null) return { command: '(button)', options: {} };
  return { command: press.command, options: 'options' in press ? press.options : {} };
}

export function createPressButton({ ask, ids, audit, clock }: PressParts): PressButton {
  const answered = createRecent(QUESTIONS);
  return async (interaction, role) => {
    const { user, id, customId } = interaction;
    const below = (answer: Promise<Answer>) => answerBelow(interaction, answer, clock);
    const press = ids.read(customId);
    const turnDown: TurnDown = (code, answer) => {
      audit({ actor: `discord:${user.id}`, role, ...pressedFor(press), id, outcome: 'refused', code });
      return below(Promise.resolve(answer));
    };
    if (press === null) return turnDown('expired', EXPIRED);
    if (press.kind === 'yes' || press.kind === 'no')
      return decide({ interaction, role, press, answered, ask, turnDown, clock });
    const { command, options } = press;
    const answer = ask({ asked: { user: user.id, command, options }, role, id });
    return press.kind === 'open'
      ? below(answer)
      : answerInPlace(interaction, answer, clock, ({ ephemeral }) => !ephemeral);
  };
}

/** Answers a press that reaches no command. */
type TurnDown = (code: string, answer: Answer) => Promise<void>;

interface Decision extends Pick<PressParts, 'ask' | 'clock'> {
  readonly interaction: ButtonInteraction;
  readonly role: Role;
  readonly press: Extract<ButtonPress, { kind: 'yes' | 'no' }>;
  /**
   * The questions that have their answer, by message and token: two quick presses must not contradict each
   * other, while a question that is asked anew in the same message waits for an answer of its own.
   */
  readonly answered: Recent;
  readonly turnDown: TurnDown;
}

async function decide({ interaction, role, press, answered, ask, turnDown, clock }: Decision): Promise<void> {
  const { user, id, message } = interaction;
  if (press.user !== user.id) return turnDown('not-asked', OTHERS_QUESTION);
  if (!answered.add(`${message.id} ${press.token}`)) return turnDown('answered', ANSWERED);
  const always = () => true;
  if (press.kind === 'no') return answerInPlace(interaction, Promise.resolve(UNCHANGED), clock, always);
  const { command, options, token } = press;
  const answer = ask({ asked: { user: user.id, command, options }, role, id, confirmed: token });
  await answerInPlace(interaction, answer, clock, always);
}
