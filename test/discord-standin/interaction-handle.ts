import {
  InteractionResponseType as Answered,
  type APIApplicationCommandOptionChoice,
} from 'discord-api-types/v10';
import type { Discord } from './discord.ts';
import type { Interaction } from './interactions.ts';
import { type SeenMessage, seeMessage } from './seen-message.ts';

/** One use of a command or a component, as the person who used it sees it go on. */
export interface InteractionHandle {
  readonly id: string;
  /** Which kind of first answer the bot gave, as soon as it has. */
  acknowledged(timeout?: number): Promise<Answered>;
  /**
   * The first content that the person sees: the reply, the deferred reply once filled, or, after a button,
   * the changed message. Rejects with "the application did not respond" as Discord would say.
   */
  response(timeout?: number): Promise<SeenMessage>;
  /** The reply or a follow-up that satisfies the predicate, now or after further edits. */
  waitFor(predicate: (message: SeenMessage) => boolean, timeout?: number): Promise<SeenMessage>;
  /** The reply (or changed message) and the follow-ups, as they are now. */
  messages(): readonly SeenMessage[];
  /** The choices of an autocomplete. */
  choices(timeout?: number): Promise<readonly APIApplicationCommandOptionChoice[]>;
}

export function followInteraction(discord: Discord, interaction: Interaction): InteractionHandle {
  const { messages, changes } = discord;

  function visible(): readonly SeenMessage[] {
    const untouched = interaction.originalId === interaction.sourceMessageId && interaction.updates === 0;
    const ids = [...(untouched ? [] : [interaction.originalId]), ...interaction.followUpIds];
    return ids.flatMap((id) => {
      const stored = messages.find(id ?? '');
      return stored && !stored.thinking ? [seeMessage(stored)] : [];
    });
  }

  function seen(): string {
    if (interaction.answer === null) return 'no answer';
    const texts = visible().map((one) => one.text);
    return `${Answered[interaction.answer]}, then ${texts.length > 0 ? texts.join('\n---\n') : 'no message'}`;
  }

  function orFail<T>(probe: () => T | undefined): () => T | undefined {
    return () => {
      const found = probe();
      if (found === undefined && interaction.failed && interaction.answer === null)
        throw new Error('the application did not respond (no bot connected, or later than 3 s)');
      return found;
    };
  }

  const wait = <T>(probe: () => T | undefined, what: string, timeout?: number) =>
    changes.until(orFail(probe), what, seen, timeout);

  return {
    id: interaction.id,
    messages: visible,
    acknowledged: (timeout) => wait(() => interaction.answer ?? undefined, 'an answer', timeout),
    response: (timeout) => wait(() => visible()[0], 'a response', timeout),
    waitFor: (predicate, timeout) =>
      wait(() => visible().find(predicate), 'a response that satisfies the predicate', timeout),
    choices: (timeout) => wait(() => interaction.choices ?? undefined, 'choices', timeout),
  };
}
