import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandType,
  ApplicationIntegrationType,
} from 'discord-api-types/v10';
import { DiscordError } from './discord-error.ts';
import type { CommandBody } from './request-bodies.ts';

/** The guild whose commands are meant, or null for the global ones. */
type Scope = string | null;

export interface Commands {
  list(scope: Scope): readonly APIApplicationCommand[];
  get(scope: Scope, id: string): APIApplicationCommand;
  replaceAll(scope: Scope, bodies: readonly CommandBody[]): readonly APIApplicationCommand[];
  /** An existing one of the same name and type is overwritten; `created` tells which it was. */
  put(
    scope: Scope,
    body: CommandBody,
  ): { readonly command: APIApplicationCommand; readonly created: boolean };
  change(scope: Scope, id: string, body: CommandBody): APIApplicationCommand;
  remove(scope: Scope, id: string): void;
  /** How often commands were written, by any route. */
  writes(): number;
}

/** As Discord gives it back: what is false or empty is left out. */
function normalizeOption(option: APIApplicationCommandOption): APIApplicationCommandOption {
  const entries = Object.entries(option).filter(
    ([key, value]) =>
      value !== null &&
      !((key === 'required' || key === 'autocomplete') && value === false) &&
      !(Array.isArray(value) && value.length === 0),
  );
  const kept = Object.fromEntries(entries) as unknown as APIApplicationCommandOption;
  return 'options' in kept && kept.options
    ? ({ ...kept, options: kept.options.map(normalizeOption) } as APIApplicationCommandOption)
    : kept;
}

/** The application's registered commands, guild by guild and global. */
export function createCommands(applicationId: string, nextId: () => string): Commands {
  const scopes = new Map<Scope, APIApplicationCommand[]>();
  let writes = 0;
  const list = (scope: Scope) => scopes.get(scope) ?? [];

  function build(scope: Scope, id: string, body: CommandBody): APIApplicationCommand {
    const permissions = body.default_member_permissions;
    return {
      id,
      application_id: applicationId,
      ...(scope !== null && { guild_id: scope }),
      version: nextId(),
      type: body.type ?? ApplicationCommandType.ChatInput,
      name: body.name,
      name_localizations: body.name_localizations ?? null,
      description: body.description ?? '',
      description_localizations: body.description_localizations ?? null,
      ...(body.options?.length && { options: body.options.map(normalizeOption) }),
      default_member_permissions: permissions == null ? null : String(permissions),
      nsfw: body.nsfw ?? false,
      // Where a command can be used is told of global ones alone (docs interactions/application-commands).
      ...(scope === null && {
        dm_permission: body.dm_permission ?? true,
        contexts: body.contexts ?? null,
        integration_types: body.integration_types ?? [ApplicationIntegrationType.GuildInstall],
      }),
    } as APIApplicationCommand;
  }

  const same = (one: APIApplicationCommand, body: CommandBody) =>
    one.name === body.name && one.type === (body.type ?? ApplicationCommandType.ChatInput);

  function get(scope: Scope, id: string): APIApplicationCommand {
    const found = list(scope).find((one) => one.id === id);
    if (!found) throw new DiscordError(10063);
    return found;
  }

  return {
    list,
    get,
    writes: () => writes,
    replaceAll: (scope, bodies) => {
      writes += 1;
      const before = list(scope);
      const after = bodies.map((body) =>
        build(scope, before.find((one) => same(one, body))?.id ?? nextId(), body),
      );
      scopes.set(scope, after);
      return after;
    },
    put: (scope, body) => {
      writes += 1;
      const before = list(scope).find((one) => same(one, body));
      const command = build(scope, before?.id ?? nextId(), body);
      scopes.set(scope, [...list(scope).filter((one) => one !== before), command]);
      return { command, created: !before };
    },
    change: (scope, id, body) => {
      const before = get(scope, id);
      writes += 1;
      const command = build(scope, id, body);
      scopes.set(
        scope,
        list(scope).map((one) => (one === before ? command : one)),
      );
      return command;
    },
    remove: (scope, id) => {
      const before = get(scope, id);
      writes += 1;
      scopes.set(
        scope,
        list(scope).filter((one) => one !== before),
      );
    },
  };
}
