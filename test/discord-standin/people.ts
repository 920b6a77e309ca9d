import {
  type APIApplicationCommand,
  type APIApplicationCommandOptionChoice,
  type APIInteraction,
  ApplicationCommandType,
  ComponentType,
  GatewayDispatchEvents,
  InteractionContextType,
  InteractionType,
  Locale,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { type OptionValues, sendOptions } from './command-options.ts';
import { componentsOf } from './component.ts';
import type { Discord } from './discord.ts';
import { followInteraction, type InteractionHandle } from './interaction-handle.ts';
import type { Interaction } from './interactions.ts';
import { type SeenMessage, seeMessage } from './seen-message.ts';
import type { Who } from './world.ts';

interface Place {
  /** Default: the main channel. */
  readonly channelId?: string;
}

export interface People {
  /** Uses a registered slash command. Throws where Discord's client would not offer or send it. */
  command(who: Who, name: string, options?: OptionValues, place?: Place): InteractionHandle;
  /** Presses a button, named by its label or custom_id. Throws where the person could not press it. */
  press(who: Who, message: SeenMessage | string, button: string): InteractionHandle;
  /** Presses a button of the message as it stands now; the press arrives when the result is called. */
  pressSlowly(who: Who, message: SeenMessage | string, button: string): () => InteractionHandle;
  /** Chooses in a select menu, named by its custom_id or placeholder. */
  choose(who: Who, message: SeenMessage | string, menu: string, values: readonly string[]): InteractionHandle;
  /** The choices offered while `focused` is being typed. Throws where Discord's client would ask for none. */
  autocomplete(
    who: Who,
    name: string,
    options: OptionValues,
    focused: string,
  ): Promise<readonly APIApplicationCommandOptionChoice[]>;
  /** Sends the last interaction to the bot again, under the same id. */
  replayLastInteraction(): void;
}

/** What people do in the guild, as their Discord client would send it. */
export function createPeople(discord: Discord): People {
  const { world, commands, messages, interactions, gateway } = discord;

  function begin(
    who: Who,
    channelId: string,
    type: InteractionType,
    sourceMessageId: string | null,
    rest: object,
  ): Interaction {
    const user = world.users[who];
    const channel = world.channels.get(channelId);
    const member = world.member(user.id);
    if (!channel || !member) throw new Error(`${who} sees no channel ${channelId}`);
    const permissions = world.permissions(user.id, channel);
    if ((permissions & PermissionFlagsBits.ViewChannel) === 0n)
      throw new Error(`${who} does not see the channel ${channelId}`);
    const id = discord.nextId();
    const token = `interaction-token-${id}`;
    const payload = {
      id,
      token,
      type,
      version: 1,
      application_id: world.application.id,
      guild_id: world.guildId,
      guild: { id: world.guildId, locale: Locale.EnglishGB, features: [] },
      channel_id: channelId,
      channel,
      member: { ...member, user, permissions: String(permissions) },
      app_permissions: String(world.permissions(world.bot.id, channel)),
      locale: Locale.EnglishGB,
      guild_locale: Locale.EnglishGB,
      entitlements: [],
      authorizing_integration_owners: { 0: world.guildId },
      context: InteractionContextType.Guild,
      attachment_size_limit: 10 * 1024 * 1024,
      ...rest,
    } as unknown as APIInteraction;
    const interaction = interactions.open({
      id,
      token,
      type,
      userId: user.id,
      channelId,
      payload,
      sourceMessageId,
    });
    if (!gateway.dispatch(GatewayDispatchEvents.InteractionCreate, payload)) interactions.fail(interaction);
    return interaction;
  }

  function find(who: Who, name: string): APIApplicationCommand {
    const all = [...commands.list(world.guildId), ...commands.list(null)];
    const found = all.find((one) => one.name === name && one.type === ApplicationCommandType.ChatInput);
    if (!found) {
      const names = all.map((one) => `/${one.name}`).join(', ') || 'none';
      throw new Error(`no command /${name} is registered; there are: ${names}`);
    }
    const needs = found.default_member_permissions;
    const has = world.permissions(world.users[who].id, world.main);
    const admin = (has & PermissionFlagsBits.Administrator) !== 0n;
    if (needs != null && !admin && (needs === '0' || (has & BigInt(needs)) !== BigInt(needs)))
      throw new Error(`Discord does not offer /${name} to ${who}: default_member_permissions is "${needs}"`);
    return found;
  }

  function use(who: Who, target: SeenMessage | string, type: ComponentType, wanted: string) {
    const stored = messages.find(typeof target === 'string' ? target : target.id);
    if (!stored) throw new Error('this message does not exist (any more)');
    if (stored.visibleTo !== null && stored.visibleTo !== world.users[who].id)
      throw new Error(`${who} cannot see this message: it is ephemeral, for somebody else`);
    const offered = componentsOf(stored.message).filter((one) => one.type === type);
    const found =
      offered.find((one) => one.custom_id === wanted) ??
      offered.find((one) => (one.label ?? one.emoji?.name ?? one.placeholder) === wanted);
    if (!found?.custom_id)
      throw new Error(`there is no "${wanted}" to use on this message:\n${seeMessage(stored).text}`);
    if (found.disabled) throw new Error(`"${wanted}" is disabled`);
    const send = (values?: readonly string[]) =>
      begin(who, stored.message.channel_id, InteractionType.MessageComponent, stored.id, {
        data: { component_type: type, custom_id: found.custom_id, ...(values && { values }) },
        message: stored.message,
      });
    return { found, send };
  }

  const follow = (interaction: Interaction) => followInteraction(discord, interaction);

  return {
    command: (who, name, options = {}, place = {}) => {
      const command = find(who, name);
      const data = {
        id: command.id,
        name,
        type: ApplicationCommandType.ChatInput,
        ...(command.guild_id && { guild_id: command.guild_id }),
        options: sendOptions(command, options),
      };
      return follow(
        begin(who, place.channelId ?? world.main.id, InteractionType.ApplicationCommand, null, { data }),
      );
    },
    press: (who, target, button) => follow(use(who, target, ComponentType.Button, button).send()),
    pressSlowly: (who, target, button) => {
      const { send } = use(who, target, ComponentType.Button, button);
      return () => follow(send());
    },
    choose: (who, target, menu, values) => {
      const { found, send } = use(who, target, ComponentType.StringSelect, menu);
      const offered = (found.options ?? []).map((one) => one.value);
      const unknown = values.filter((value) => !offered.includes(value));
      if (unknown.length > 0)
        throw new Error(`"${menu}" does not offer ${unknown.join(', ')}; it offers: ${offered.join(', ')}`);
      return follow(send(values));
    },
    autocomplete: (who, name, options, focused) => {
      const command = find(who, name);
      const option = command.options?.find((one) => one.name === focused);
      if (option === undefined || !('autocomplete' in option) || option.autocomplete !== true)
        throw new Error(`Discord asks for no choices while "${focused}" of /${name} is typed`);
      const data = {
        id: command.id,
        name,
        type: ApplicationCommandType.ChatInput,
        ...(command.guild_id && { guild_id: command.guild_id }),
        options: sendOptions(command, { [focused]: '', ...options }, focused),
      };
      return follow(
        begin(who, world.main.id, InteractionType.ApplicationCommandAutocomplete, null, { data }),
      ).choices();
    },
    replayLastInteraction: () => {
      const last = interactions.all().at(-1);
      if (!last) throw new Error('nobody has used a command or a button yet');
      gateway.dispatch(GatewayDispatchEvents.InteractionCreate, last.payload);
    },
  };
}
