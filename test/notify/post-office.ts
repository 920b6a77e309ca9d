import { vi } from 'vitest';
import { initialState } from '../../src/core/initial-state.ts';
import type { State } from '../../src/core/state.ts';
import type { Logger } from '../../src/logging/logger.ts';
import type { Notice, NoticeSink } from '../../src/notify/notice.ts';
import { type Outbox, type OutboxParts, openOutbox } from '../../src/notify/outbox.ts';
import type { OutboxPosition } from '../../store/outbox-position.ts';
import { at, CONDITIONS } from '../core/given.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import type { Story } from './story.ts';

/** A sink that can be away, with what arrived there. */
export interface PostBox extends NoticeSink {
  away: boolean;
  attempts: number;
  readonly arrived: Notice[];
}

export function createPostBox(): PostBox {
  const box: PostBox = {
    name: 'postbox',
    away: false,
    attempts: 0,
    arrived: [],
    deliver: async (notice) => {
      box.attempts += 1;
      if (box.away) throw new Error('nobody there');
      box.arrived.push(notice);
    },
  };
  return box;
}

/** A position in memory that outlives its outbox. */
export function createPosition(seq: number | null = null): OutboxPosition & { seq: number | null } {
  const position = {
    seq,
    read: async () => position.seq,
    write: async (next: number) => {
      position.seq = next;
    },
  };
  return position;
}

export interface Office {
  readonly outbox: Outbox;
  readonly box: PostBox;
  readonly clock: HandClock;
  readonly said: string[];
  readonly position: OutboxPosition & { seq: number | null };
  kinds(): string[];
}

/** An outbox of a story, opened as its log is now. */
export function openOffice(
  story: Story,
  parts: Partial<OutboxParts> & { found?: State; box?: PostBox; seq?: number | null } = {},
): Office {
  const box = parts.box ?? createPostBox();
  const clock = createHandClock(Date.parse(at(story.state().seq)));
  const position = createPosition(parts.seq);
  const said: string[] = [];
  const say = (message: string) => {
    said.push(message);
  };
  const logger: Logger = { debug: () => undefined, info: say, warn: say, error: say };
  const outbox = openOutbox({
    log: story.log,
    found: story.state(),
    before: () => initialState,
    sink: box,
    loudness: () => 'on',
    position,
    clock,
    logger,
    currency: 'GBP',
    stakeRule: CONDITIONS.stakeRule,
    ...parts,
  });
  return { outbox, box, clock, said, position, kinds: () => box.arrived.map(({ kind }) => kind) };
}

/** Waits until it holds; fails the test if it never comes to. */
export const until = (holds: () => boolean): Promise<void> =>
  vi.waitFor(
    () => {
      if (!holds()) throw new Error(`it never came to hold: ${holds}`);
    },
    { timeout: 20_000, interval: 1 },
  );
