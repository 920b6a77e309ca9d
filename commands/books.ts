import { z } from 'zod';
import type { App } from '../src/app.ts';
import { postingsSince } from '../src/betting/books/postings-since.ts';
import { findByBetId } from '../src/betting/find-bet.ts';
import { periodsAt } from '../src/betting/periods.ts';
import { suggestBets } from '../src/betting/suggestions/suggest-bets.ts';
import { suggestCycles } from '../src/betting/suggestions/suggest-cycles.ts';
import { postingsTable, sumsTable } from '../src/betting/views/books-tables.ts';
import { comparisonFields } from '../src/betting/views/comparison-fields.ts';
import { type CycleNumber, findCycle } from '../src/betting/views/statistics.ts';
import { money, selectionText, sentence, signedMoney } from '../src/betting/views/wording.ts';
import { defineCommand, type Refused } from '../src/command.ts';
import { initialState } from '../src/core/initial-state.ts';
import { pennies } from '../src/core/money.ts';
import { balancesBy, balancesOf, NOTHING_POSTED, postedSince } from '../src/core/posted.ts';
import type { Posting } from '../src/core/postings.ts';
import type { State } from '../src/core/state.ts';
import { ExchangeError } from '../src/exchange/exchange-error.ts';
import { betId } from '../src/option-schemas.ts';
import type { Field, Reply } from '../src/reply.ts';

const PERIODS = ['all', 'today', 'week', 'month'] as const;
type Period = (typeof PERIODS)[number];

/** A cycle or a bet has few; further ones are counted. */
const SHOWN = 30;

const notACycle = { error: 'must be the number of a cycle, such as 3' };

export default defineCommand({
  name: 'books',
  summary: 'Where every penny went: by period, bet or cycle; in live, compared with the exchange',
  examples: ['books', 'books today', 'books all 338104992133'],
  options: {
    period: z
      .enum(PERIODS, { error: 'must be all, today, week or month' })
      .default('all')
      .describe('Of which time; all unless told. A week begins on Monday'),
    bet: betId.optional().describe("Only the postings of this bet; the exchange's number of it"),
    cycle: z.coerce
      .number(notACycle)
      .int({ ...notACycle, abort: true })
      .min(1, notACycle)
      .optional()
      .describe('Only the postings of this cycle since the last reset'),
  },
  suggest: { bet: suggestBets, cycle: suggestCycles },
  needs: 'viewer',
  run: (app, { period, bet, cycle }) => {
    if (bet !== undefined) return ofBet(app, bet);
    return cycle === undefined ? ofPeriod(app, period) : ofCycle(app, cycle);
  },
});

async function ofBet(app: App, betId: string): Promise<Reply | Refused> {
  const record = await findByBetId(app.state(), betId);
  if (record === undefined)
    return {
      refused: 'no_such_bet',
      message: `The log has no bet ${betId}; history shows those that it has.`,
    };
  const { orderRef } = record.bet;
  const before = await app.past({ seq: record.seq - 1 });
  const postings = await gather(app, before, (posting) => posting.orderRef === orderRef);
  const { exchange, commission } = balancesBy(postings);
  const net = signedMoney(pennies(0 - exchange - commission), app.currency);
  const came = record.settled === null ? 'It is open: its stake is with the exchange' : `It came to ${net}`;
  return listed(app, `Books of bet ${betId}`, `${selectionText(record.bet)}. ${came}.`, postings);
}

async function ofCycle(app: App, cycle: number): Promise<Reply | Refused> {
  const { epoch, cycle: current } = app.state().ledger;
  if (cycle > current)
    return {
      refused: 'no_such_cycle',
      message: `There is no cycle ${cycle} yet; it is cycle ${current} now.`,
    };
  const before = await beforeCycle(app, { epoch, cycle });
  const postings = await gather(app, before, (posting) => posting.epoch === epoch && posting.cycle === cycle);
  const pot = money(balancesBy(postings).pot, app.currency);
  const text =
    cycle === current
      ? `It is running; ${pot} of its pot is not at stake.`
      : `It has ended: what came in has gone out, and ${pot} is left in its pot.`;
  return listed(app, `Books of cycle ${cycle}`, text, postings);
}

/** What was believed to belong to a cycle before a correction may be older than the cycle. */
async function beforeCycle(app: App, wanted: CycleNumber): Promise<State> {
  const state = app.state();
  const found = findCycle(state, wanted);
  return found === undefined || state.posted.correction.count > 0
    ? initialState
    : app.past({ at: justBefore(found.startedAt) });
}

const justBefore = (at: string): string => new Date(Date.parse(at) - 1).toISOString();

function listed(app: App, title: string, text: string, postings: readonly Posting[]): Reply {
  const more = postings.length > SHOWN ? `And ${postings.length - SHOWN} more. ` : '';
  return {
    title,
    tone: 'neutral',
    text,
    table: postingsTable(postings.slice(0, SHOWN)),
    footer: `${more}Money in ${app.currency}.`,
    links: [{ label: 'All books', command: 'books', options: {} }],
  };
}

async function ofPeriod(app: App, period: Period): Promise<Reply> {
  const state = app.state();
  const from = startOf(app, period);
  const then = from === null ? NOTHING_POSTED : (await app.past({ at: justBefore(from) })).posted;
  return {
    title: `Books of ${PERIOD_WORDS[period]}`,
    tone: 'neutral',
    fields: [...balance(state, app.currency), ...(await againstExchange(app))],
    table: sumsTable(postedSince(then, state.posted)),
    footer: `All but the table is of all time. Money in ${app.currency}; a day begins at midnight in ${app.timeZone}.`,
    links: PERIODS.filter((other) => other !== period).map((other) => ({
      label: `Books of ${PERIOD_WORDS[other]}`,
      command: 'books',
      options: { period: other },
    })),
  };
}

const PERIOD_WORDS: Readonly<Record<Period, string>> = {
  all: 'all time',
  today: 'today',
  week: 'this week',
  month: 'this month',
};

/** ISO; null for the beginning of the log. */
function startOf({ now, timeZone }: App, period: Period): string | null {
  const { dayStart, weekStart, monthStart } = periodsAt(now(), timeZone);
  return { all: null, today: dayStart, week: weekStart, month: monthStart }[period];
}

async function gather(
  app: App,
  from: State,
  isWanted: (posting: Posting) => boolean,
): Promise<readonly Posting[]> {
  const found: Posting[] = [];
  for await (const posting of postingsSince(from, app.events)) if (isWanted(posting)) found.push(posting);
  return found;
}

/** Both sides of the whole, so that everyone can add them up. */
function balance({ ledger }: State, currency: string): readonly Field[] {
  const { stakesOut } = ledger;
  const { outside, pot, exchange, commission, banked } = balancesOf(ledger);
  const show = (amount: number): string => money(pennies(amount), currency);
  const profit = signedMoney(pennies(stakesOut - exchange - commission), currency);
  return [
    { name: 'Put in', value: show(0 - outside) },
    { name: 'Profit or loss', value: `${profit}, after ${show(commission)} of commission` },
    { name: 'In the pot', value: `${show(pot + stakesOut)}, of which ${show(stakesOut)} is at stake` },
    { name: 'Banked', value: show(banked) },
  ];
}

async function againstExchange(app: App): Promise<readonly Field[]> {
  try {
    const comparison = await app.compareBooks();
    if (comparison !== null) return comparisonFields(comparison, app.state().booksChecked, app.currency);
    return [{ name: 'Exchange', value: 'The bets are paper: there is no account to compare with.' }];
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    return [{ name: 'Exchange', value: `Not compared: ${sentence(error.message)}` }];
  }
}
