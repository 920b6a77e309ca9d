import { createGeneratedSource } from '../../src/exchange/emulator/sources/generated/generated-source.ts';
import { appendsIn } from './appends-in.ts';
import type { Draws } from './draws.ts';
import type { Invariants } from './invariants/invariants.ts';
import { type StreamCheck, streamCheck } from './invariants/stream-check.ts';
import type { LifeRecord } from './life-record.ts';
import { simulatedDatabase } from './simulated-database.ts';
import { type SimulatedDiscord, simulatedDiscord } from './simulated-discord.ts';
import { simulatedExchange } from './simulated-exchange.ts';
import type { World } from './world.ts';

export interface OutsideParts extends Pick<World, 'clock' | 'disturb'> {
  readonly seed: number;
  readonly nodes: number;
  /** Wall-clock milliseconds. */
  readonly start: number;
  readonly draws: Draws;
  readonly record: LifeRecord;
  readonly invariants: Invariants;
  /** Milliseconds until an order of unclear outcome is on the exchange's lists. */
  readonly appearsAfter: number;
}

export interface Outside extends Pick<World, 'exchange' | 'discord' | 'database'> {
  /** Null where there is no database. */
  readonly stream: StreamCheck | null;
}

/** Exchange and Discord; where there are several machines, the database that they have in common. */
export function createOutside(parts: OutsideParts): Outside {
  const { seed, nodes, start, clock, record, invariants, appearsAfter } = parts;
  const stream = nodes > 1 ? streamCheck(clock.now) : null;
  const discord = simulatedDiscord(record.guarded(invariants.notices.onTold), stream !== null);
  return {
    exchange: simulatedExchange({
      source: createGeneratedSource({ seed, began: start, speed: 1 }),
      clock,
      appearsAfter,
      onAnswer: record.guarded((operation: string, params: unknown, answer: unknown) => {
        if (operation === 'placeOrders') invariants.placing.onTaken(params, answer);
        else invariants.placing.onTold(operation, params, answer);
      }),
      onStale: invariants.placing.onStale,
    }),
    discord,
    stream,
    database: stream && databaseOf(parts, stream, discord),
  };
}

function databaseOf(
  { draws, record, invariants, disturb }: OutsideParts,
  stream: StreamCheck,
  discord: SimulatedDiscord,
) {
  const { guarded } = record;
  return simulatedDatabase({
    random: draws('database'),
    check: {
      ...stream,
      onTaken: guarded(stream.onTaken),
      onInserted: guarded(stream.onInserted),
      onKeeping: guarded(stream.onKeeping),
    },
    onCommit: guarded((lines: readonly string[]) => {
      for (const append of appendsIn(lines)) {
        stream.onCommitted(append);
        invariants.witness.onAppend(append);
      }
    }),
    onKept: guarded((name: string, text: string) => {
      if (name === `outbox.${discord.name}`) discord.keep(JSON.parse(text).seq);
    }),
    onLost: disturb,
  });
}
