import type {
  APIApplicationCommandOptionChoice,
  APIInteraction,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10';
import { DiscordError } from './discord-error.ts';

/** Discord gives an application three seconds for the first answer (docs interactions/receiving-and-responding). */
const answerWithin = 3_000;
/** ... and its token lives fifteen minutes. */
const tokenLives = 15 * 60_000;

/** What became of one use of a command or a component. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly userId: string;
  readonly channelId: string;
  /** As sent to the bot. */
  readonly payload: APIInteraction;
  /** The message of the component that was used. */
  readonly sourceMessageId: string | null;
  readonly at: number;
  answer: InteractionResponseType | null;
  /** What `@original` stands for. */
  originalId: string | null;
  readonly followUpIds: string[];
  /** Changes of a message by a component's answer, counted so that waiting for them is possible. */
  updates: number;
  choices: readonly APIApplicationCommandOptionChoice[] | null;
  /** Nobody answered in time, or nobody was there: the user was told so. */
  failed: boolean;
}

export interface Interactions {
  open(
    interaction: Omit<
      Interaction,
      'at' | 'answer' | 'originalId' | 'followUpIds' | 'updates' | 'choices' | 'failed'
    >,
  ): Interaction;
  /** Nobody answered: the user is told. */
  fail(interaction: Interaction): void;
  /** For its first answer; throws 10062 (unknown, or later than 3 s) and 40060 (answered already). */
  unanswered(id: string, token: string): Interaction;
  /** For what comes after; throws 10015 (not answered yet, or unknown) and 50027 (later than 15 minutes). */
  byToken(token: string): Interaction;
  all(): readonly Interaction[];
}

/** Every interaction that a person started. With `real` time, one that stays unanswered fails by itself. */
export function createInteractions(
  now: () => number,
  real: boolean,
  tell: (what: 'unanswered', interaction: Interaction) => void,
): Interactions {
  /** By token. */
  const known = new Map<string, Interaction>();

  function fail(interaction: Interaction): void {
    if (interaction.answer !== null || interaction.failed) return;
    interaction.failed = true;
    tell('unanswered', interaction);
  }

  return {
    all: () => [...known.values()],
    fail,
    open: (begun) => {
      const interaction: Interaction = {
        ...begun,
        at: now(),
        answer: null,
        originalId: null,
        followUpIds: [],
        updates: 0,
        choices: null,
        failed: false,
      };
      known.set(interaction.token, interaction);
      if (real) setTimeout(() => fail(interaction), answerWithin).unref();
      return interaction;
    },
    unanswered: (id, token) => {
      const found = known.get(token);
      if (found?.id !== id) throw new DiscordError(10062);
      if (found.answer !== null) throw new DiscordError(40060);
      if (now() - found.at > answerWithin) {
        fail(found);
        throw new DiscordError(10062);
      }
      return found;
    },
    byToken: (token) => {
      const found = known.get(token);
      if (!found) throw new DiscordError(50027);
      if (now() - found.at > tokenLives) throw new DiscordError(50027);
      if (found.answer === null) throw new DiscordError(10015);
      return found;
    },
  };
}
