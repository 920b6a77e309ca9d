import type { Clock } from '../../src/clock.ts';
import { MODES } from '../../src/core/events.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { START } from '../event-file/layout.ts';
import { isHalfCopied, sayHalfCopied, thisCopier } from '../postgres/holder.ts';
import { holdLease, LASTS_MS, momentOf, watchLease } from '../postgres/lease.ts';
import type { Leased } from '../postgres/lease-table.ts';
import { type Known, readOn } from '../postgres/read-stream.ts';
import { sayDatabaseError } from '../postgres/say-database-error.ts';
import { CopyRefused } from '../postgres/stream-refused.ts';
import type { StreamTables } from '../postgres/stream-tables.ts';
import { verifyStream } from '../postgres/verify-stream.ts';
import type { LogPlace, TakenPlace } from './log-place.ts';
import { StreamHeld } from './stream-held.ts';

interface StreamParts {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How often a lease is looked at that somebody may still prolong. */
const LOOK_MS = 250;

/** A stream in the database of these tables. */
export function streamPlace(stream: string, tables: StreamTables, { clock, logger }: StreamParts): LogPlace {
  const name = `stream:${stream}`;
  const { events, lease } = tables;
  /** What was verified or appended last. */
  let reached: Known = START;

  /** The lease as it may be taken: one that nobody has prolonged for as long as it lasts is that of a bot that died. */
  async function untilFree(): Promise<Leased | null> {
    const mayTake = watchLease(clock);
    const first = await lease.read();
    for (let seen = first; ; seen = await lease.read()) {
      if (mayTake(seen)) return seen;
      if (seen?.fence !== first?.fence || seen?.beat !== first?.beat) throw held(seen);
      if (seen === first) {
        const seconds = Math.ceil((first?.lastsMs ?? LASTS_MS) / 1000);
        logger.info(`Waiting up to ${seconds} s to see whether ${first?.holder} still holds ${name}`);
      }
      await clock.wait(LOOK_MS);
    }
  }

  const held = (seen: Leased | null): StreamHeld => new StreamHeld(name, seen?.holder ?? null);

  async function take(): Promise<TakenPlace> {
    await tables.expectSafe();
    const seen = await untilFree();
    const asked = momentOf(clock);
    const fence = await lease.take(seen, thisCopier, LASTS_MS);
    if (fence === null) throw held(await lease.read());
    const mine = holdLease({ table: lease, fence, asked, clock });
    let isWhole = !isHalfCopied(seen);
    return {
      open: async () => {
        isWhole = false;
        return async (page) => {
          const { seq } = reached;
          if (!(await events.insert(seq + 1, page.lines, fence))) throw held(await lease.read());
          reached = page.appends.at(-1)?.at(-1) ?? reached;
        };
      },
      done: async () => {
        isWhole = true;
      },
      // One that lapses tells a bot that not all is there.
      giveBack: async () => (isWhole ? mine.giveBack() : mine.lose()),
    };
  }

  return {
    name,
    mode: MODES.find((mode) => mode === stream) ?? null,
    remedy: 'Name another stream: what is in one is never changed or removed',
    kept: tables.kept,
    expectWhole: async () => {
      if (isHalfCopied(await untilFree())) throw new CopyRefused(sayHalfCopied(stream));
    },
    verify: (see) =>
      verifyStream(stream, events, (append) => {
        reached = append.at(-1) ?? reached;
        see(append);
      }),
    read: (after) => readOn(events, after),
    headNow: async () => {
      for await (const { appends } of readOn(events, reached)) reached = appends.at(-1)?.at(-1) ?? reached;
      return reached;
    },
    take,
    say: sayDatabaseError,
  };
}
