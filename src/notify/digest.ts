import { money, selectionText } from '../betting/views/wording.ts';
import type { EventType } from '../core/events.ts';
import type { State } from '../core/state.ts';
import type { Notice } from './notice.ts';

/** A notice that waits to be told; once it is, everything up to that seq has been. */
export interface Due {
  readonly upTo: number;
  readonly notice: Notice;
  /** The notices it stands for, by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** ISO time of the first of them. */
  readonly since: string;
}

export function dueOf(notice: Notice, upTo: number): Due {
  return { upTo, notice, counts: { [notice.kind]: 1 }, since: notice.at };
}

/** One notice in place of many: how often what happened in between, and where things stand after it. */
export function digest(dues: readonly [Due, ...Due[]], after: State, currency: string): Due {
  const [{ since }] = dues;
  const { upTo, notice } = dues.at(-1) ?? dues[0];
  const counts: Record<string, number> = {};
  for (const due of dues)
    for (const [kind, count] of Object.entries(due.counts)) counts[kind] = (counts[kind] ?? 0) + count;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const message = {
    title: `In between: ${total} messages as one`,
    tone: 'neutral',
    text: ['What happened from ', { at: since }, ' to ', { at: notice.at }, ':'],
    fields: [
      ...Object.entries(counts).map(([kind, count]) => ({
        name: COUNTED[kind] ?? kind,
        value: String(count),
      })),
      { name: 'Then', value: standing(after, currency) },
    ],
  } as const;
  return {
    upTo,
    counts,
    since,
    notice: { id: notice.id, kind: 'digest', about: 'summaries', at: notice.at, message },
  };
}

function standing({ ledger, openBets }: State, currency: string): string {
  const bets = openBets.map((bet) => `; open: ${money(bet.stake, currency)} on ${selectionText(bet)}`);
  return `cycle ${ledger.cycle}, leg ${ledger.leg}, ${money(ledger.pot, currency)} in the pot${bets.join('')}`;
}

const COUNTED: Readonly<Record<string, string>> = {
  bot_started: 'Starts',
  bot_stopped: 'Stops',
  bet_placed: 'Bets placed',
  bet_rejected: 'Bets not taken',
  bet_won: 'Bets won',
  bet_lost: 'Bets lost',
  bet_voided: 'Bets void',
  bet_found_late: 'Bets found late',
  result_corrected: 'Results corrected',
  target_reached: 'Targets reached',
  system_reset: 'Resets',
  odds_range_changed: 'Changes of the odds range',
  file_reloaded: 'Readings of the configuration file',
  settings_changed: 'Changes of settings',
  limits_changed: 'Changes of limits',
  betting_paused: 'Pauses',
  betting_resumed: 'Ends of pauses',
  markets_skipped: 'Skips',
  skip_ended: 'Ends of skips',
  books_checked: 'Differences between log and exchange',
  notices_changed: 'Changes of notices',
  live_armed: 'Times live betting was armed',
  live_disarmed: 'Times live betting was disarmed',
} satisfies Record<Lowercase<Exclude<EventType, 'BET_REQUESTED'>>, string>;
