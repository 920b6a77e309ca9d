import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
} from 'discord.js';
import type { Audit } from '../audit.ts';
import type { Clock } from '../clock.ts';
import { answerBelow, isStale } from './answer.ts';
import { type AskParts, createAsk } from './ask.ts';
import { type ChoiceParts, offerChoices } from './offer-choices.ts';
import { presenceOf } from './presence-of.ts';
import { createPressButton, pressedFor } from './press-button.ts';
import { createRecent } from './recent.ts';
import { aside } from './render/render-outcome.ts';
import { type RoleSettings, resolveRole } from './resolve-role.ts';
import { valuesOf } from './values-of.ts';

/** Where commands, presses of buttons and what is typed into options arrive and are answered. */
export interface Desk {
  /** Never throws; the answer follows by itself. */
  receive(interaction: Interaction): void;
  /** Takes nothing more; resolves when all that came before is answered. */
  close(): Promise<void>;
}

export interface DeskParts extends AskParts, ChoiceParts {
  readonly roles: RoleSettings;
  /** The only server whose members count; null for any. */
  homeGuildId(): string | null;
  readonly clock: Clock;
  readonly audit: Audit;
}

type Usable = ChatInputCommandInteraction | ButtonInteraction | AutocompleteInteraction;

const isUsable = (interaction: Interaction): interaction is Usable =>
  interaction.isChatInputCommand() || interaction.isButton() || interaction.isAutocomplete();

/** Enough for all that a resumed session can bring again. */
const REMEMBERED = 5_000;

const STRANGER = aside(
  'warning',
  'Sorry',
  'This bot answers only to its own people. Its owner can let you in.',
);

export function createDesk(parts: DeskParts): Desk {
  const { logger } = parts;
  const serve = createServe(parts);
  const received = createRecent(REMEMBERED);
  const underway = new Set<Promise<void>>();
  let closed = false;

  async function serveSafely(interaction: Usable): Promise<void> {
    try {
      await serve(interaction);
    } catch (error) {
      // In words only: the error itself holds the interaction's token.
      const facts = { interaction: interaction.id, user: interaction.user.id, reason: String(error) };
      if (isStale(error)) return logger.info('An answer came too late for Discord', facts);
      // Should the interaction come again, it may be answered then.
      received.delete(interaction.id);
      logger.warn('An answer did not reach Discord', facts);
    }
  }

  return {
    receive(interaction) {
      if (closed || !isUsable(interaction)) return;
      // A resumed session brings again what Discord does not know to have arrived.
      if (!received.add(interaction.id)) return;
      const served = serveSafely(interaction).finally(() => underway.delete(served));
      underway.add(served);
    },
    async close() {
      closed = true;
      await Promise.all(underway);
    },
  };
}

/** The door: whoever comes is looked at each time. */
function createServe(parts: DeskParts): (interaction: Usable) => Promise<void> {
  const { roles, homeGuildId, ids, audit, logger, clock } = parts;
  const ask = createAsk(parts);
  const pressButton = createPressButton({ ...parts, ask });
  return async (interaction) => {
    const { user, guildId, id } = interaction;
    const role = resolveRole(presenceOf(interaction), roles, homeGuildId());
    if (interaction.isAutocomplete()) return offerChoices(interaction, role, parts);
    if (role === 'stranger') {
      logger.info('A stranger was turned away on Discord', { user: user.id, guild: guildId });
      const wanted = interaction.isButton()
        ? pressedFor(ids.read(interaction.customId))
        : { command: interaction.commandName, options: valuesOf(interaction) };
      audit({ actor: `discord:${user.id}`, role, ...wanted, id, outcome: 'turned_away' });
      return answerBelow(interaction, Promise.resolve(STRANGER), clock);
    }
    if (interaction.isButton()) return pressButton(interaction, role);
    const asked = { user: user.id, command: interaction.commandName, options: valuesOf(interaction) };
    return answerBelow(interaction, ask({ asked, role, id }), clock);
  };
}
