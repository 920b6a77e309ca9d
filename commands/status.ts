import { z } from 'zod';
import type { App } from '../src/app.ts';
import { suggestMoments } from '../src/betting/suggestions/suggest-moments.ts';
import { figuresTable } from '../src/betting/views/figures-table.ts';
import { stateAtTyped } from '../src/betting/views/past-moment.ts';
import { bettingText, pauseLinks, pauseText } from '../src/betting/views/pause.ts';
import { ifWon, type Status, statusOf } from '../src/betting/views/status.ts';
import { counted, MODE_WORDS, money, rangeText, selectionText } from '../src/betting/views/wording.ts';
import { defineCommand, type Refused } from '../src/command.ts';
import { formatPrice } from '../src/core/odds.ts';
import type { Field, Reply, Tone } from '../src/reply.ts';

export default defineCommand({
  name: 'status',
  summary:
    'Where the bot stands: cycle, leg, pot, what comes next, and the figures; now, or at any past moment',
  examples: ['status', 'status 2026-03-02T14:30', 'status #120'],
  options: {
    at: z
      .string()
      .trim()
      .max(40, { error: 'may have at most 40 characters' })
      .optional()
      .describe('A past moment: an event such as #120, or a time; now when left out'),
  },
  suggest: { at: suggestMoments },
  needs: 'viewer',
  run: async (app, { at }) => {
    if (at !== undefined) return pastStatus(app, at);
    const state = app.state();
    const betting = app.betting();
    const status = statusOf(state, { mode: app.mode, betting, minStake: app.minStake });
    const { cycle, leg, pot } = status;
    return {
      title: `Cycle ${cycle}, leg ${leg}: ${money(pot, app.currency)} in the pot`,
      tone: toneOf(status),
      text: bettingText(betting),
      fields: [
        { name: 'Mode', value: MODE_WORDS[app.mode] },
        ...underWay(app, status),
        { name: 'Target', value: money(status.target, app.currency) },
        { name: 'Next stake', value: stakeText(app, status) },
        { name: 'Odds range', value: rangeText(status.odds) },
        ...delay(app),
      ],
      table: figuresTable(state, app.currency),
      footer: `Rollover ${app.version}, ${counted(status.seq, 'event')} on record`,
      links: [
        ...(betting.pause ? pauseLinks(betting.pause) : []),
        { label: 'Open bet', command: 'bet', options: {} },
        { label: 'History', command: 'history', options: {} },
      ],
    };
  },
});

async function pastStatus(app: App, typed: string): Promise<Reply | Refused> {
  const past = await stateAtTyped(app, typed);
  if ('refused' in past) return past;
  const { ledger, settings, paused, at, seq } = past;
  const then = { ...app, state: () => past };
  const status = statusOf(past, { mode: past.mode ?? app.mode, betting: NOT_KNOWN, minStake: app.minStake });
  return {
    title: `Then: cycle ${ledger.cycle}, leg ${ledger.leg}, ${money(ledger.pot, app.currency)} in the pot`,
    tone: status.openBet === null ? 'neutral' : 'open',
    text: [`As the log had it after event ${seq}`, ...(at === null ? [] : [', ', { at }]), '.'],
    fields: [
      ...underWay(then, status),
      { name: 'Target', value: money(status.target, app.currency) },
      { name: 'Odds range', value: rangeText(settings.odds) },
      ...(paused === null ? [] : [{ name: 'Paused', value: pauseText(paused) }]),
    ],
    table: figuresTable(past, app.currency),
    footer: 'Results as they were known then: what was corrected later is not yet in it.',
    links: [{ label: 'Now', command: 'status', options: {} }],
  };
}

/** The log keeps what was done, not what the bot would have done. */
const NOT_KNOWN = { on: false, why: '' };

function toneOf({ openBet, openRequest, betting }: Status): Tone {
  if (openBet !== null || openRequest !== null) return 'open';
  return betting.on ? 'neutral' : 'warning';
}

function underWay({ state, currency }: App, { pot, openRequest }: Status): readonly Field[] {
  const bets = state().openBets.map((bet) => ({
    name: 'Open bet',
    value: [
      `${money(bet.stake, currency)} on ${selectionText(bet)} at ${formatPrice(bet.priceMatched)}, kick-off `,
      { at: bet.startTime },
      `; if it wins, the pot is ${money(ifWon(bet, pot).pot, currency)}`,
    ],
  }));
  if (openRequest === null) return bets;
  const { stake, priceAsked } = openRequest;
  const value = `${money(stake, currency)} on ${selectionText(openRequest)} at ${formatPrice(priceAsked)}, sent; whether the exchange took it is not known yet`;
  return [...bets, { name: 'Being placed', value }];
}

function delay({ lastScan }: App): readonly Field[] {
  const delayed = lastScan()?.candidates.some((candidate) => candidate.delayed) ?? false;
  return delayed ? [{ name: 'Prices', value: 'delayed by up to a minute' }] : [];
}

function stakeText({ currency }: App, { nextStake, openBet, pot }: Status): string {
  if (openBet !== null) return 'depends on the open bet';
  return nextStake < pot ? `at most ${money(nextStake, currency)}` : money(nextStake, currency);
}
