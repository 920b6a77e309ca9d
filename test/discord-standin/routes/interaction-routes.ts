import {
  InteractionResponseType as Answered,
  type APIMessage,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import { type Call, type Discord, type Handler, noContent, ok } from '../discord.ts';
import { DiscordError } from '../discord-error.ts';
import type { Interaction } from '../interactions.ts';
import type { StoredMessage } from '../messages.ts';
import {
  type CallbackBody,
  callbackBody,
  type MessageBody,
  messageBody,
  readBody,
} from '../request-bodies.ts';
import type { RouteName } from './route-names.ts';

const componentAnswers: readonly number[] = [Answered.DeferredMessageUpdate, Answered.UpdateMessage];

/** The first answer to an interaction, and what follows through its webhook. */
export function interactionRoutes(discord: Discord) {
  const { world, messages, interactions } = discord;

  function author(interaction: Interaction, follows: boolean): Pick<APIMessage, 'interaction_metadata'> {
    const user = Object.values(world.users).find((one) => one.id === interaction.userId);
    if (!user) return {};
    const base = {
      id: interaction.id,
      user,
      authorizing_integration_owners: { 0: world.guildId },
      ...(follows &&
        interaction.originalId !== null && {
          original_response_message_id: interaction.originalId,
        }),
    };
    return interaction.sourceMessageId === null
      ? { interaction_metadata: { ...base, type: InteractionType.ApplicationCommand } }
      : {
          interaction_metadata: {
            ...base,
            type: InteractionType.MessageComponent,
            interacted_message_id: interaction.sourceMessageId,
          },
        };
  }

  function post(interaction: Interaction, call: Call, body: MessageBody, thinking: boolean): StoredMessage {
    const ephemeral = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    return messages.create({
      channelId: interaction.channelId,
      author: world.bot,
      applicationId: world.application.id,
      body,
      files: call.files,
      thinking,
      ...(ephemeral && { visibleTo: interaction.userId }),
      interaction: author(interaction, interaction.answer !== null),
    });
  }

  function source(interaction: Interaction): StoredMessage {
    const found = messages.find(interaction.sourceMessageId ?? '');
    if (!found) throw new DiscordError(10008);
    return found;
  }

  function answer(interaction: Interaction, call: Call, body: CallbackBody): void {
    const data = body.data ?? {};
    if (componentAnswers.includes(body.type) && interaction.type !== InteractionType.MessageComponent)
      throw wrongType('only a component can be answered with an update of its message');
    const asked = interaction.type === InteractionType.ApplicationCommandAutocomplete;
    if (asked !== (body.type === Answered.ApplicationCommandAutocompleteResult))
      throw wrongType('autocomplete is answered with choices, and nothing else is');
    switch (body.type) {
      case Answered.ChannelMessageWithSource:
        interaction.originalId = post(interaction, call, data, false).id;
        break;
      case Answered.DeferredChannelMessageWithSource:
        interaction.originalId = post(
          interaction,
          call,
          { ...(data.flags != null && { flags: data.flags }) },
          true,
        ).id;
        break;
      case Answered.UpdateMessage:
        messages.edit(source(interaction), data, call.files);
        interaction.updates += 1;
        interaction.originalId = interaction.sourceMessageId;
        break;
      case Answered.DeferredMessageUpdate:
        interaction.originalId = interaction.sourceMessageId;
        break;
      case Answered.ApplicationCommandAutocompleteResult:
        interaction.choices = data.choices ?? [];
        break;
      case Answered.Modal:
        throw wrongType('modals are not offered by this stand-in');
      default:
        throw wrongType(`an interaction cannot be answered with type ${body.type}`);
    }
    interaction.answer = body.type;
    discord.changes.announce({ what: 'changed' });
  }

  const callback: Handler = (call) => {
    const { interaction_id: id = '', interaction_token: token = '' } = call.parameters;
    const interaction = interactions.unanswered(id, token);
    const body = readBody(callbackBody, call.body);
    answer(interaction, call, body);
    if (call.query.get('with_response') !== 'true') return noContent;
    const original = messages.find(interaction.originalId ?? '');
    return ok({
      interaction: {
        id,
        type: interaction.type,
        ...(original && {
          response_message_id: original.id,
          response_message_loading: original.thinking,
          response_message_ephemeral: original.visibleTo !== null,
        }),
      },
      ...(original && { resource: { type: body.type, message: original.message } }),
    });
  };

  function byToken(call: Call): Interaction {
    if (call.parameters['webhook_id'] !== world.application.id) throw new DiscordError(10015);
    return interactions.byToken(call.parameters['webhook_token'] ?? '');
  }

  const followUp: Handler = (call) => {
    const interaction = byToken(call);
    const body = readBody(messageBody, call.body);
    const original = messages.find(interaction.originalId ?? '');
    // The first follow-up to a deferred answer takes its place.
    if (original?.thinking) {
      messages.edit(original, body, call.files);
      return ok(original.message);
    }
    const made = post(interaction, call, body, false);
    interaction.followUpIds.push(made.id);
    discord.changes.announce({ what: 'changed' });
    return ok(made.message);
  };

  function target(call: Call): { interaction: Interaction; message: StoredMessage } {
    const interaction = byToken(call);
    const id = call.parameters['message_id'] ?? interaction.originalId ?? '';
    const mine = [interaction.originalId, interaction.sourceMessageId, ...interaction.followUpIds].includes(
      id,
    );
    const message = mine ? messages.find(id) : undefined;
    if (!message) throw new DiscordError(10008);
    return { interaction, message };
  }

  const get: Handler = (call) => ok(target(call).message.message);
  const edit: Handler = (call) => {
    const { interaction, message } = target(call);
    messages.edit(message, readBody(messageBody, call.body), call.files);
    interaction.updates += 1;
    discord.changes.announce({ what: 'changed' });
    return ok(message.message);
  };
  const remove: Handler = (call) => {
    messages.remove(target(call).message);
    return noContent;
  };

  const webhook = '/webhooks/{webhook_id}/{webhook_token}';
  return {
    'POST /interactions/{interaction_id}/{interaction_token}/callback': callback,
    [`POST ${webhook}`]: followUp,
    [`GET ${webhook}/messages/@original`]: get,
    [`PATCH ${webhook}/messages/@original`]: edit,
    [`DELETE ${webhook}/messages/@original`]: remove,
    [`GET ${webhook}/messages/{message_id}`]: get,
    [`PATCH ${webhook}/messages/{message_id}`]: edit,
    [`DELETE ${webhook}/messages/{message_id}`]: remove,
  } as const satisfies Partial<Record<RouteName, Handler>>;
}

function wrongType(message: string): DiscordError {
  return new DiscordError(50035, {
    faults: [{ path: 'type', code: 'INTERACTION_CALLBACK_TYPE_INVALID', message }],
  });
}
