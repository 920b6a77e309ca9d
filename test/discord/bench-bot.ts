import { z } from 'zod';
import type { App } from '../../src/app.ts';
import type { AuditEntry } from '../../src/audit.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import {
  type Command,
  type CommandCall,
  defineCommand,
  type Options,
  type Outcome,
  type Role,
} from '../../src/command.ts';
import {
  type DiscordParts,
  type DiscordSettings,
  type DiscordSurface,
  type StatusKept,
  startDiscord,
} from '../../src/discord/start-discord.ts';
import type { Logger } from '../../src/logging/logger.ts';
import type { Notice } from '../../src/notify/notice.ts';
import { suggestValues } from '../../src/suggest-values.ts';
import type { KeptValue } from '../../store/kept-value.ts';
import type { Standin } from '../discord-standin/standin.ts';

/** A bot of a few commands behind the surface under test. */
export interface BenchBot extends DiscordSurface {
  /** The calls that reached the commands, in their order. */
  readonly calls: readonly CommandCall[];
  /** How often a changing command has changed something. */
  changes(): number;
  /** `!key message` for a problem, `ok key` for its end. */
  readonly problems: readonly string[];
  readonly log: readonly string[];
  /** What the desk noted of those who reached no command. */
  readonly noted: readonly AuditEntry[];
  /** Lets `/slow` answer. */
  release(): void;
}

/** `/reset` with it waits for `release`. */
export const SLOW_STAKE = 99;

const ranks: readonly Role[] = ['stranger', 'viewer', 'operator', 'owner'];

/** A command of any options as one of the registry. */
const entry = <O extends Options>(command: Command<O>): Command => command as unknown as Command;

/** A clock that runs twenty times as fast, but for the time of day. */
export const hurried: Clock = {
  now: systemClock.now,
  monotonic: () => systemClock.monotonic() * 20,
  wait: (ms, signal) => systemClock.wait(ms / 20, signal),
};

export function discordSettings({ env }: Pick<Standin, 'env'>): DiscordSettings {
  return {
    token: env['DISCORD_TOKEN'] ?? '',
    guildId: env['DISCORD_GUILD_ID'] ?? null,
    channelId: env['DISCORD_CHANNEL_ID'] ?? null,
    auditChannelId: env['DISCORD_AUDIT_CHANNEL_ID'] ?? env['DISCORD_CHANNEL_ID'] ?? null,
    ownerId: env['DISCORD_OWNER_ID'] ?? null,
    operatorRoleId: env['DISCORD_OPERATOR_ROLE_ID'] ?? null,
    viewerRoleId: env['DISCORD_VIEWER_ROLE_ID'] ?? null,
    apiUrl: env['DISCORD_API_URL'] ?? '',
  };
}

export interface BenchOptions {
  readonly settings?: Partial<DiscordSettings>;
  readonly commands?: readonly Command[];
  readonly clock?: Clock;
  readonly cycles?: Partial<DiscordParts['cycles']>;
  readonly status?: StatusKept;
}

/** A small value that outlives a bot. */
export function memory<T>(value: T | null = null): KeptValue<T> {
  let kept = value;
  return {
    read: async () => kept,
    write: async (next) => {
      kept = next;
    },
  };
}

export function startBenchBot(standin: Standin, options: BenchOptions = {}): BenchBot {
  const { settings, commands, clock = hurried } = options;
  const calls: CommandCall[] = [];
  const problems: string[] = [];
  const log: string[] = [];
  const noted: AuditEntry[] = [];
  const done = new Map<string, Promise<Outcome>>();
  let changes = 0;
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const registry = commands ?? benchCommands({ change: () => ++changes, released });
  const say = (level: string) => (message: string, facts?: Record<string, unknown>) => {
    log.push(`${level} ${message} ${facts?.['error'] ?? facts?.['reason'] ?? ''}`);
  };
  const logger: Logger = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };

  const surface = startDiscord({
    settings: { ...discordSettings(standin), ...settings },
    commands: registry,
    status: options.status ?? null,
    clock,
    logger,
    cycles: { kept: memory(), receipt: async () => null, ...options.cycles },
    run(call) {
      calls.push(call);
      const known = done.get(call.id) ?? decide(registry, call, () => `seq-${changes}`);
      done.set(call.id, known);
      return known;
    },
    audit: (entry) => noted.push(entry),
    suggest: (typing) => suggestValues(registry, {} as App, typing),
    onProblem: (key, message) => problems.push(`!${key} ${message}`),
    onRecovered: (key) => problems.push(`ok ${key}`),
  });
  return { ...surface, calls, changes: () => changes, problems, log, noted, release };
}

/** What the coordinator does for every surface: role, values, confirmation, then the command. */
async function decide(
  commands: readonly Command[],
  call: CommandCall,
  token: () => string,
): Promise<Outcome> {
  const command = commands.find((one) => one.name === call.name);
  if (command === undefined) return { kind: 'unknown', message: `There is no /${call.name}.` };
  const parsed = z.object(command.options).safeParse(call.options);
  if (!parsed.success) return { kind: 'invalid', message: z.prettifyError(parsed.error) };
  const app = {} as App;
  const needs = typeof command.needs === 'string' ? command.needs : command.needs(parsed.data, app);
  if (ranks.indexOf(call.caller.role) < ranks.indexOf(needs))
    return { kind: 'forbidden', message: `/${call.name} takes the role ${needs}.` };
  const effect = command.confirm?.(app, parsed.data);
  if (typeof effect === 'string' && call.confirmed !== token())
    return {
      kind: 'confirm',
      token: token(),
      effect: call.confirmed === undefined ? effect : `things have changed: ${effect}`,
      expiresAt: new Date(Date.now() + 120_000).toISOString(),
    };
  const result = await command.run(app, parsed.data, { actor: call.caller.actor, id: call.id });
  return 'refused' in result
    ? { kind: 'refused', code: result.refused, message: result.message }
    : { kind: 'reply', reply: result };
}

/** More than Discord shows, one of them with a longer name than it takes, and one with a longer value. */
const LOOKS = [
  { name: `The bets of ${'a very long name '.repeat(9)}`, value: 'bets' },
  { name: 'Too long', value: 'x'.repeat(101) },
  ...Array.from({ length: 40 }, (_, i) => ({ name: `Thing ${i}`, value: `thing-${i}` })),
];

function benchCommands(world: { change(): number; released: Promise<void> }): readonly Command[] {
  const words = { examples: [], options: {} };
  return [
    entry(
      defineCommand({
        name: 'look',
        summary: 'Looks at one thing',
        examples: [],
        needs: 'viewer',
        options: { what: z.string().default('all').describe('What to look at') },
        suggest: { what: () => LOOKS },
        run: (_, { what }) => ({
          title: 'Look',
          tone: 'neutral',
          fields: [{ name: 'What', value: what }],
          ...(what === 'secrets' && { discreet: true }),
          links: [{ label: 'Change it', command: 'change', options: {} }],
        }),
      }),
    ),
    entry(
      defineCommand({
        name: 'pages',
        summary: 'Turns pages',
        examples: [],
        needs: 'viewer',
        options: { page: z.coerce.number().int().min(1).max(3).default(1).describe('Which page') },
        suggest: { page: () => [1, 2, 3].map((value) => ({ name: `Page ${value}`, value })) },
        run: (_, { page }) => ({
          title: `Page ${page}`,
          tone: 'neutral',
          table: { columns: [{ name: 'Row', align: 'left' }], rows: [[`row of page ${page}`]] },
          links: [
            { label: 'Next', command: 'pages', options: { page: page + 1 } },
            { label: 'Slowly', command: 'slow', options: {} },
          ],
        }),
      }),
    ),
    entry(
      defineCommand({
        name: 'paint',
        summary: 'Shows a picture',
        examples: [],
        needs: 'viewer',
        options: { of: z.string().default('a').describe('What to paint') },
        run: (_, { of }) => ({
          title: `A picture of ${of}`,
          tone: 'neutral',
          picture: { name: `${of}.png`, description: `All of ${of}`, bytes: Buffer.from(`png of ${of}`) },
          file: { name: 'list.csv', description: 'The list', bytes: Buffer.from('1,2\n') },
          links: [{ label: 'Another', command: 'paint', options: { of: 'b' } }],
        }),
      }),
    ),
    entry(
      defineCommand({
        ...words,
        name: 'change',
        summary: 'Changes something',
        needs: 'operator',
        run: () => ({ title: `Changed ${world.change()}`, tone: 'good' }),
      }),
    ),
    entry(
      defineCommand({
        name: 'reset',
        summary: 'Begins anew',
        examples: [],
        needs: 'operator',
        options: { stake: z.coerce.number().min(1).describe('Stake of the first leg') },
        suggest: { stake: () => [{ name: 'The initial stake', value: 1 }] },
        confirm: (_, { stake }) => `this ends the cycle and begins one with ${stake}`,
        run: async (_, { stake }) => {
          if (stake === SLOW_STAKE) await world.released;
          return {
            title: `Began with ${stake}, change ${world.change()}`,
            tone: 'good',
            links: [{ label: 'Look', command: 'look', options: {} }],
          };
        },
      }),
    ),
    entry(
      defineCommand({
        ...words,
        name: 'slow',
        summary: 'Takes its time',
        needs: 'viewer',
        run: async () => {
          await world.released;
          return { title: 'Done at last', tone: 'good' };
        },
      }),
    ),
    entry(
      defineCommand({
        ...words,
        name: 'slowno',
        summary: 'Refuses after a while',
        needs: 'viewer',
        run: async () => {
          await world.released;
          return { refused: 'no', message: 'Not today.' };
        },
      }),
    ),
    entry(
      defineCommand({
        ...words,
        name: 'broken',
        summary: 'Breaks',
        needs: 'viewer',
        options: { how: z.string().optional().describe('How it breaks') },
        suggest: {
          how: () => {
            throw new Error('the memory is on fire');
          },
        },
        run: () => {
          throw new Error('the disk is on fire');
        },
      }),
    ),
  ];
}

export const aNotice = (id: string, title = 'Bet placed'): Notice => ({
  id,
  kind: 'bet_placed',
  about: 'bets',
  at: new Date().toISOString(),
  message: {
    title,
    tone: 'open',
    text: '@everyone v *Chelsea*: The Draw, 1.00 at 3.50, cycle 1, leg 1, pot 1.00',
    links: [{ label: 'Look', command: 'look', options: { what: 'bet' } }],
  },
});
