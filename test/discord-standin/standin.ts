import { resolve } from 'node:path';
import {
  type APIApplicationCommand,
  ChannelType,
  GatewayDispatchEvents,
  GatewayIntentBits,
  OverwriteType,
} from 'discord-api-types/v10';
import { createChanges, type News } from './changes.ts';
import { createCommands } from './commands.ts';
import type { Violation } from './conformance.ts';
import type { Discord } from './discord.ts';
import { createTroubles } from './faults.ts';
import { createFrontDoor } from './front-door.ts';
import { createGateway, type GatewayCounters } from './gateway.ts';
import { createInteractions } from './interactions.ts';
import { createMessages } from './messages.ts';
import { createPeople, type People } from './people.ts';
import { type PermissionName, permissionBits } from './permissions.ts';
import { createRest, type Refusal } from './rest.ts';
import type { RouteName } from './routes/route-names.ts';
import { type SeenMessage, seeMessage } from './seen-message.ts';
import { createIds } from './snowflake.ts';
import { loadSpecification } from './specification.ts';
import { createWorld, type Who } from './world.ts';

export interface StandinOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default: one made for this run. */
  readonly token?: string;
  /** Wall-clock ms. Handed in, nothing becomes late by itself: 3 s and 15 min are measured at each request. */
  readonly now?: () => number;
  /** Milliseconds, default 41,250 as Discord's. */
  readonly heartbeatInterval?: number;
  /** Gateway intents the application may ask for; default: all but the three privileged ones. */
  readonly allowedIntents?: number;
  /** Put the second channel into `env` as DISCORD_AUDIT_CHANNEL_ID; default false. */
  readonly auditChannel?: boolean;
  /** The folder that holds `data/discord`; default SHARED_DIR, or `../shared`. */
  readonly sharedDir?: string;
}

export interface Standin extends People {
  /** The DISCORD_* variables for the bot. */
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  readonly users: Readonly<Record<Who, { readonly id: string; readonly name: string }>>;
  readonly bot: { readonly id: string };
  readonly guildId: string;
  readonly channels: { readonly main: string; readonly audit: string };
  /** Whether requests are checked against Discord's specification, and why not if so. */
  readonly specification: string;
  /** Every request that Discord would refuse for its body; a test asserts that there are none. */
  readonly violations: readonly Violation[];
  /** Every request that was answered with one of Discord's errors, ordered ones aside. */
  readonly refusals: readonly Refusal[];
  readonly counters: Readonly<GatewayCounters> & { readonly commandWrites: number };
  commands(scope?: 'guild' | 'global'): readonly APIApplicationCommand[];
  /** What everyone in a channel sees (default the main one), oldest first. */
  messages(channelId?: string): readonly SeenMessage[];
  /** The threads of the main channel, oldest first. */
  threads(): readonly { readonly id: string; readonly name: string; readonly archived: boolean }[];
  /** A message of any channel that everyone sees, now or later; rejects after `timeout` ms with what was there. */
  waitForMessage(predicate: (message: SeenMessage) => boolean, timeout?: number): Promise<SeenMessage>;
  /** Waits for anything else: resolves when `probe` finds something after a change. */
  waitUntil<T>(probe: () => T | undefined, waitedFor: string, timeout?: number): Promise<T>;
  /** Calls for everything that happens; the function that it returns ends that. */
  listen(listener: (news: News) => void): () => void;
  /** A bot is connected to the gateway and has identified or resumed. */
  connected(): boolean;
  waitForBot(timeout?: number): Promise<void>;
  cutGateway(): void;
  closeGateway(code: number, reason?: string): void;
  /** Gateway op 7: asks the bot to reconnect. */
  askReconnect(): void;
  invalidateSession(resumable?: boolean): void;
  /** A zombie: heartbeats stay unanswered. */
  withholdHeartbeatAcks(on: boolean): void;
  /** Sends the bot any event, also one that Discord would not. */
  dispatch(event: string, data: unknown): void;
  /** Takes the gateway and REST away (`refused`: the port is closed; `unavailable`: 503) or brings them back. */
  refuseConnections(on: boolean, how?: 'refused' | 'unavailable'): Promise<void>;
  /** The next requests of a route are answered with 429; `retryAfter` in seconds. */
  rateLimit(route: RouteName, retryAfter: number, times?: number): void;
  /** The next requests of a route fail with an HTTP status and one of Discord's error codes. */
  failNext(route: RouteName, status: number, code: number, times?: number): void;
  /** The next requests of a route are done, but the connection breaks before the answer. */
  loseAnswer(route: RouteName, times?: number): void;
  /** Replaces what the bot is allowed and denied in a channel by an overwrite of its own role. */
  setPermissions(
    channelId: string,
    overwrite: { readonly allow?: readonly PermissionName[]; readonly deny?: readonly PermissionName[] },
  ): void;
  close(): Promise<void>;
}

const privileged =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

/** Starts Discord's REST API and gateway on loopback for one bot and one guild. */
export async function startStandin(options: StandinOptions = {}): Promise<Standin> {
  const now = options.now ?? Date.now;
  const nextId = createIds(now);
  const token = options.token ?? `standin.${nextId()}`;
  const changes = createChanges();
  const world = createWorld(nextId, new Date(now()).toISOString());
  const violations: Violation[] = [];
  const refusals: Refusal[] = [];
  const troubles = createTroubles();
  const sharedDir = options.sharedDir ?? process.env['SHARED_DIR'] ?? '../shared';
  const file = resolve(sharedDir, 'data/discord/discord-openapi-subset.json');
  const specification = loadSpecification(file);
  const gatewayUrl = () => `ws://127.0.0.1:${door.port()}/gateway`;
  const gateway = createGateway({
    token,
    world,
    nextId,
    tell: (what) => changes.announce({ what }),
    resumeUrl: gatewayUrl,
    heartbeatInterval: options.heartbeatInterval ?? 41_250,
    allowedIntents: options.allowedIntents ?? ~privileged,
  });
  const discord: Discord = {
    now,
    nextId,
    world,
    changes,
    gateway,
    gatewayUrl,
    commands: createCommands(world.application.id, nextId),
    messages: createMessages({
      nextId,
      now,
      tell: (what, message) => changes.announce({ what, message }),
      fileUrl: (channelId, id, name) =>
        `http://127.0.0.1:${door.port()}/attachments/${channelId}/${id}/${encodeURIComponent(name)}`,
    }),
    interactions: createInteractions(now, options.now === undefined, (what, interaction) =>
      changes.announce({ what, interaction }),
    ),
  };
  const rest = createRest({
    discord,
    token,
    specification,
    troubles,
    recordViolation: (violation) => {
      violations.push(violation);
      changes.announce({ what: 'violation', violation });
    },
    recordRefusal: (refusal) => {
      refusals.push(refusal);
      changes.announce({ what: 'changed' });
    },
  });
  const door = createFrontDoor(options.port ?? 0, rest, gateway);
  const shown = () =>
    discord.messages
      .all()
      .filter((one) => !one.deleted && one.visibleTo === null && !one.thinking)
      .map(seeMessage);
  const seen = () =>
    shown()
      .map((one) => one.text)
      .join('\n---\n') || 'no message';

  await door.open();
  return {
    ...createPeople(discord),
    env: {
      DISCORD_TOKEN: token,
      DISCORD_GUILD_ID: world.guildId,
      DISCORD_CHANNEL_ID: world.main.id,
      ...(options.auditChannel && { DISCORD_AUDIT_CHANNEL_ID: world.audit.id }),
      DISCORD_OWNER_ID: world.users.owner.id,
      DISCORD_OPERATOR_ROLE_ID: world.operatorRoleId,
      DISCORD_VIEWER_ROLE_ID: world.viewerRoleId,
      DISCORD_API_URL: `http://127.0.0.1:${door.port()}/api`,
    },
    port: door.port(),
    users: {
      owner: { id: world.users.owner.id, name: 'Owner' },
      operator: { id: world.users.operator.id, name: 'Operator' },
      viewer: { id: world.users.viewer.id, name: 'Viewer' },
      stranger: { id: world.users.stranger.id, name: 'Stranger' },
    },
    bot: { id: world.bot.id },
    guildId: world.guildId,
    channels: { main: world.main.id, audit: world.audit.id },
    specification: specification ? `checked against ${file}` : `off: there is no ${file}`,
    violations,
    refusals,
    get counters() {
      return { ...gateway.counters, commandWrites: discord.commands.writes() };
    },
    commands: (scope = 'guild') => discord.commands.list(scope === 'guild' ? world.guildId : null),
    messages: (channelId = world.main.id) => shown().filter((one) => one.channelId === channelId),
    threads: () =>
      [...world.channels.values()].flatMap((channel) =>
        channel.type === ChannelType.PublicThread && channel.parent_id === world.main.id
          ? { id: channel.id, name: channel.name, archived: channel.thread_metadata?.archived === true }
          : [],
      ),
    waitForMessage: (predicate, timeout) =>
      changes.until(() => shown().find(predicate), 'a message that satisfies the predicate', seen, timeout),
    waitUntil: (probe, waitedFor, timeout) => changes.until(probe, waitedFor, seen, timeout),
    listen: changes.listen,
    connected: gateway.connected,
    waitForBot: async (timeout) => {
      await changes.until(
        () => gateway.connected() || undefined,
        'a bot to connect',
        () => 'no bot connected',
        timeout,
      );
    },
    cutGateway: gateway.cut,
    closeGateway: gateway.close,
    askReconnect: gateway.reconnect,
    invalidateSession: (resumable = false) => gateway.invalidate(resumable),
    withholdHeartbeatAcks: gateway.withholdAcks,
    dispatch: (event, data) => void gateway.dispatch(event, data),
    refuseConnections: async (on, how = 'refused') => {
      door.turnAway(on && how === 'unavailable');
      if (on && how === 'refused') await door.shut();
      else if (on) gateway.cut();
      else await door.open();
    },
    rateLimit: (route, retryAfter, times = 1) =>
      troubles.add(route, { kind: 'rate-limit', retryAfter }, times),
    failNext: (route, status, code, times = 1) => troubles.add(route, { kind: 'fail', status, code }, times),
    loseAnswer: (route, times = 1) => troubles.add(route, { kind: 'lose-answer' }, times),
    setPermissions: (channelId, { allow = [], deny = [] }) => {
      const channel = world.channels.get(channelId);
      if (channel?.type !== ChannelType.GuildText)
        throw new Error(`${channelId} is no text channel of the guild`);
      channel.permission_overwrites = [
        {
          id: world.botRoleId,
          type: OverwriteType.Role,
          allow: String(permissionBits(allow)),
          deny: String(permissionBits(deny)),
        },
      ];
      gateway.dispatch(GatewayDispatchEvents.ChannelUpdate, channel, GatewayIntentBits.Guilds);
    },
    close: door.shut,
  };
}
