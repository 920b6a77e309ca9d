import type { Event } from '../../../src/core/events.ts';
import type { StakeRule } from '../../../src/core/intents.ts';
import { pennies } from '../../../src/core/money.ts';
import type { State } from '../../../src/core/state.ts';
import type { Notice } from '../../../src/notify/notice.ts';
import { noticesOf } from '../../../src/notify/notices.ts';
import type { Telling } from '../simulated-discord.ts';
import { Violation } from '../violation.ts';

/** Notices arrive in the order of their events, none is left out, and none comes twice without a reason. */
export interface NoticeCheck {
  onAppend(events: readonly Event[], before: State, after: State): void;
  onTold(notice: Notice, telling: Telling): void;
  /** What happened before the sink was first known need not be told. */
  forgetAll(): void;
  /** How many are still to be told. */
  untold(): number;
}

/** The same refusal again is not told again, nor is it known after a restart what the last one was. */
const MAY_BE_LEFT_OUT = new Set(['bet_rejected']);

/** Alerts are no facts of the log: they live as long as the process. */
const ALERTS = new Set(['alert', 'alert_over']);

/** What it is tells nothing of which notices there are. */
const ANY_STAKE: StakeRule = { minStake: pennies(1), minPayout: null };

export function noticeCheck(currency: string): NoticeCheck {
  const seqOf = new Map<string, number>();
  let due: number[] = [];
  let toldUpTo = 0;
  /** Told by a process that another one had followed: neither knows what the other tells. */
  const toldBeside = new Set<number>();
  return {
    onAppend(events, before, after) {
      for (const { id, seq } of events) seqOf.set(id, seq);
      for (const { id, kind } of noticesOf(events, {
        before,
        after,
        currency,
        stakeRule: ANY_STAKE,
        lastRejection: null,
      }))
        if (!MAY_BE_LEFT_OUT.has(kind)) due.push(seqOf.get(id) ?? 0);
    },
    onTold({ id, kind }, { isAnswered, kept, isLeading, mayRepeat }) {
      const seq = seqOf.get(id);
      if (seq === undefined) {
        if (ALERTS.has(kind)) return;
        throw new Violation(`notice ${id} (${kind}) is of no event of the log`);
      }
      if (!isLeading) toldBeside.add(seq);
      // The last one may have arrived without its being known.
      const isAgain = isAnswered || seq <= kept || (seq < toldUpTo && !mayRepeat);
      if (isAgain && !toldBeside.has(seq)) throw new Violation(`event ${seq} was told again (${kind})`);
      if (seq <= toldUpTo) return;
      const [first] = due;
      if (kind !== 'digest' && first !== undefined && first < seq)
        throw new Violation(`event ${seq} was told before event ${first}`);
      toldUpTo = seq;
      due = due.filter((each) => each > seq);
    },
    forgetAll() {
      due = [];
    },
    untold: () => due.length,
  };
}
