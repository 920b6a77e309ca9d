import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Event, Fact } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import type { State } from '../../src/core/state.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { openOutbox } from '../../src/notify/outbox.ts';
import type { EventLog } from '../../store/event-log.ts';
import { keptInFolder } from '../../store/kept-value.ts';
import { openEventLog } from '../../store/lowdb-event-log.ts';
import { openOutboxPosition } from '../../store/outbox-position.ts';
import { CONDITIONS, started } from '../core/given.ts';
import { createPostBox, type PostBox, until } from './post-office.ts';
import { createStory } from './story.ts';

const quiet = (): void => undefined;
const logger: Logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outbox-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function folded(log: EventLog): Promise<State> {
  let state = initialState;
  for await (const event of log.read()) state = evolve(state, event);
  return state;
}

/** One run of the program: its log, and an outbox to the box. */
async function openRun(box: PostBox) {
  const log = await openEventLog({ dir, mode: 'demo', clock: systemClock, newId: () => v7(), logger });
  const position = openOutboxPosition(keptInFolder(dir, 'demo'), box.name);
  const outbox = openOutbox({
    log,
    found: await folded(log),
    before: () => initialState,
    sink: box,
    loudness: () => 'on',
    position,
    clock: systemClock,
    logger,
    currency: 'GBP',
    stakeRule: CONDITIONS.stakeRule,
  });
  const append = async (events: readonly Event[]): Promise<void> => {
    const [first, ...rest] = events.map(({ type, data }) => ({ type, data }) as Fact);
    const appended = await log.append({
      facts: [first!, ...rest],
      actor: 'system',
      cause: 'test',
      expectedSeq: log.head().seq,
    });
    expect(appended.kind).toBe('appended');
  };
  return { log, outbox, append };
}

it('tells a real log once and in order over an outage and a restart', async () => {
  const story = createStory(started());
  story.bet();
  story.end('won');
  story.bet();
  story.end('lost');
  const [start, asked, placed, won, ...later] = story.appends;

  const box = createPostBox();
  const first = await openRun(box);
  for (const append of [start!, asked!, placed!]) await first.append(append);
  await until(() => box.arrived.length === 2);
  box.away = true;
  await first.append(won!);
  await until(() => box.attempts === 3);
  await first.outbox.close(0);
  await first.log.close();

  box.away = false;
  const second = await openRun(box);
  for (const append of [start!, ...later]) await second.append(append);
  await second.outbox.close(5_000);
  await second.log.close();

  expect(box.arrived.map(({ kind }) => kind)).toEqual([
    'bot_started',
    'bet_placed',
    'bet_won',
    'bot_started',
    'bet_placed',
    'bet_lost',
  ]);
  expect(new Set(box.arrived.map(({ id }) => id)).size).toBe(6);
  expect(JSON.parse(await readFile(join(dir, 'outbox.postbox.demo.json'), 'utf8'))).toEqual({ seq: 8 });
});
