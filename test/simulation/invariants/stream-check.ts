import type { Event } from '../../../src/core/events.ts';
import type { Life } from '../life.ts';
import { Violation } from '../violation.ts';

/** What processes of several machines may do of one stream. */
export interface StreamCheck {
  /** Of the lease, as the database has it. */
  onTaken(life: Life, fence: number, lastsMs: number): void;
  onProlonged(fence: number, lastsMs: number): void;
  onGivenBack(fence: number): void;
  /** Fences never fall along the stream: an append is of the last holder. */
  onInserted(fence: number): void;
  onCommitted(events: readonly Event[]): void;
  /** A process has opened its copy. */
  onCopyOpened(events: readonly Event[]): void;
  /** A process that had told of so many events tells of these. */
  onPublished(told: number, events: readonly Event[]): void;
  /** A process begins to put something on record beside the stream. */
  onKeeping(life: Life, name: string): void;
  /** A process asks the exchange for something, or tells Discord. */
  onActed(life: Life, what: string): void;
  /** An order leaves; `isLate` where the process was frozen within the system's own call. */
  onOrderLeaves(life: Life, isLate: boolean): void;
  /** It is waited for no longer. */
  onOrderWaitedFor(life: Life, isLate: boolean): void;
  /** Whose lease has not ended; null where there is none. */
  leader(): Life | null;
  counts(): { readonly leaders: number; readonly 'sent late': number };
}

interface TrueLease {
  readonly life: Life;
  readonly fence: number;
  /** In true time. */
  readonly until: number;
}

/** `now` is the true time in milliseconds, which no process knows. */
export function streamCheck(now: () => number): StreamCheck {
  const hashes: string[] = [];
  const leaders = new Set<Life>();
  let lease: TrueLease | null = null;
  let late = 0;

  const leader = (): Life | null => (lease !== null && now() < lease.until ? lease.life : null);

  function expectSame(events: readonly Event[], whose: string): void {
    for (const { seq, hash } of events)
      if (hashes[seq - 1] !== hash) throw new Violation(`${whose} has another event ${seq} than the stream`);
  }

  return {
    onTaken(life, fence, lastsMs) {
      if (leader() !== null) throw new Violation(`lease ${fence} was taken while another one lasted`);
      lease = { life, fence, until: now() + lastsMs };
      leaders.add(life);
    },
    onProlonged(fence, lastsMs) {
      if (lease?.fence === fence) lease = { ...lease, until: now() + lastsMs };
    },
    onGivenBack(fence) {
      if (lease?.fence === fence) lease = { ...lease, until: now() };
    },
    onInserted(fence) {
      if (fence !== lease?.fence)
        throw new Violation(`an append under fence ${fence} came when ${lease?.fence} had been taken`);
    },
    onCommitted(events) {
      for (const { seq, hash } of events) hashes[seq - 1] = hash;
    },
    onCopyOpened(events) {
      for (const [index, { seq }] of events.entries())
        if (seq !== index + 1) throw new Violation(`a copy has event ${seq} in the place of ${index + 1}`);
      expectSame(events, 'a copy');
    },
    onPublished(told, events) {
      if (events[0]?.seq !== told + 1)
        throw new Violation(`a process told of event ${events[0]?.seq} after event ${told}`);
      expectSame(events, 'what a process told');
    },
    onKeeping(life, name) {
      if (leader() !== life) throw new Violation(`a process that does not lead keeps ${name}`);
    },
    onActed(life, what) {
      if (!leaders.has(life)) throw new Violation(`a standby ${what}`);
    },
    onOrderLeaves(life, isLate) {
      if (leader() === life) return;
      if (!isLate) throw new Violation('an order left a process whose lease had ended');
      late += 1;
    },
    onOrderWaitedFor(life, isLate) {
      if (!isLate && leader() !== life && lease !== null && now() > lease.until)
        throw new Violation('an order was waited for when its lease had ended');
      if (!isLate && lease?.life !== life && leaders.has(life))
        throw new Violation('an order was waited for when another process had taken over');
    },
    leader,
    counts: () => ({ leaders: leaders.size, 'sent late': late }),
  };
}
