import { readdirSync } from 'node:fs';
import { z } from 'zod';
import type { App } from '../../src/app.ts';
import type { By, Command, Refused, Role } from '../../src/command.ts';
import { decide } from '../../src/core/decide.ts';
import { evolve } from '../../src/core/evolve.ts';
import type { State } from '../../src/core/state.ts';
import { createStateHistory } from '../../src/core/state-history.ts';
import type { Reply } from '../../src/reply.ts';
import { type Text, writeText } from '../../src/reply.ts';
import { at, CONDITIONS, given, numbered, started } from '../core/given.ts';

const folder = new URL('../../commands/', import.meta.url);

export const COMMANDS: readonly Command[] = await Promise.all(
  readdirSync(folder)
    .sort()
    .map(async (file): Promise<Command> => (await import(new URL(file, folder).href)).default),
);

const commandNamed = (name: string): Command => COMMANDS.find((command) => command.name === name)!;

export interface BenchApp extends App {
  readonly stopped: string[];
}

/** The core behind the commands' door, with an exchange that nobody is asked for unless `more` gives one. */
export function appWith(from: State = given(started()), more: Partial<App> = {}): BenchApp {
  let state = from;
  const stopped: string[] = [];
  const app: BenchApp = {
    version: '1.2.3',
    mode: from.mode ?? 'demo',
    currency: 'GBP',
    timeZone: 'UTC',
    minStake: CONDITIONS.stakeRule.minStake,
    stakeRule: CONDITIONS.stakeRule,
    commands: COMMANDS,
    configuration: () => ({}),
    fileNotices: () => ({ quiet: null, loudness: {} }),
    reload: async () => ({ kind: 'reloaded', held: [], waiting: [] }),
    stopped,
    now: () => Date.parse(at(90)),
    state: () => state,
    whatIf: async () => null,
    past: (point) => createStateHistory().at(point, app.events),
    head: () => ({ seq: state.seq, hash: 'f'.repeat(64) }),
    betting: () => ({ on: true, why: 'waiting for a price in the range' }),
    lastScan: () => null,
    scans: () => [],
    lastCatalogue: () => [],
    scan: () => Promise.reject(new Error('not asked for')),
    checkResults: () => Promise.resolve({ failed: null, verdicts: new Map() }),
    books: () => Promise.reject(new Error('not asked for')),
    market: () => Promise.resolve(null),
    prices: () => [],
    bookSeen: () => null,
    draw: async ({ name }) => new TextEncoder().encode(name),
    unknownOrders: () => [],
    events: () => Promise.reject(new Error('not asked for')) as never,
    verify: () => Promise.reject(new Error('not asked for')),
    backUp: () => Promise.reject(new Error('not asked for')),
    anchors: () => Promise.resolve(null),
    health: () => [],
    logs: () => Promise.reject(new Error('not asked for')),
    funds: () => Promise.reject(new Error('not asked for')),
    compareBooks: () => Promise.resolve(null),
    submit: async (intent, by) => {
      const decision = decide(intent, state);
      if ('refused' in decision) return decision;
      const events = numbered(state, decision, intent.now, by.actor);
      state = events.reduce(evolve, state);
      return events;
    },
    requestStop: (reason) => {
      stopped.push(reason);
    },
    ...more,
  };
  return app;
}

const BY: By = { actor: 'console', id: 'call-1' };

/** The values as a surface hands them over: the parsed ones, or the message that says what is allowed. */
export function parse(name: string, options: Record<string, unknown>): Record<string, unknown> | string {
  const parsed = z.object(commandNamed(name).options).safeParse(options);
  return parsed.success ? parsed.data : parsed.error.issues.map(({ message }) => message).join('; ');
}

function values(name: string, options: Record<string, unknown>): Record<string, unknown> {
  const parsed = parse(name, options);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
}

export const run = async (
  app: App,
  name: string,
  options: Record<string, unknown> = {},
  by: By = BY,
): Promise<Reply | Refused> => commandNamed(name).run(app, values(name, options), by);

/** The reply, or the test fails with the refusal. */
export async function reply(app: App, name: string, options: Record<string, unknown> = {}): Promise<Reply> {
  const answer = await run(app, name, options);
  if ('refused' in answer) throw new Error(`refused: ${answer.message}`);
  return answer;
}

export const effect = (app: App, name: string, options: Record<string, unknown> = {}): string | Refused =>
  commandNamed(name).confirm!(app, values(name, options));

export function needs(app: App, name: string, options: Record<string, unknown> = {}): Role {
  const { needs: role } = commandNamed(name);
  return typeof role === 'string' ? role : role(values(name, options), app);
}

/** The text with moments as ISO times. */
export const plain = (text: Text | undefined): string =>
  text === undefined ? '' : writeText(text, (moment) => moment.at);

export const field = (message: Reply, name: string): string | undefined => {
  const found = message.fields?.find((candidate) => candidate.name === name);
  return found && plain(found.value);
};

/** Everything that a reader of it sees, a line each. */
export const allText = (message: Reply): string =>
  [
    message.title,
    plain(message.text),
    ...(message.fields ?? []).map(({ name, value }) => `${name}: ${plain(value)}`),
    ...(message.table?.rows ?? []).map((cells) => cells.map(plain).join(' | ')),
    plain(message.footer),
  ].join('\n');
