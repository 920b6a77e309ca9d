import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import type { App } from '../src/app.ts';
import { type BetRecord, betRecords } from '../src/betting/views/history.ts';
import { counted } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import type { Event } from '../src/core/events.ts';
import { formatMoney } from '../src/core/money.ts';

const WHAT = ['bets', 'events'] as const;
/** In bytes: a phone opens a plain file, and a long one must still be sent. */
const LONGEST_PLAIN = 4 * 1024 * 1024;

const FORMATS = ['csv', 'json'] as const;

/** Rows of plain values, in the order of their happening. */
type Rows = readonly Readonly<Record<string, string | number | null>>[];

export default defineCommand({
  name: 'export',
  summary: 'All bets or all events as a file: CSV for a spreadsheet, JSON for a program',
  examples: ['export', 'export events json'],
  options: {
    what: z.enum(WHAT, { error: 'must be bets or events' }).default('bets').describe('bets unless told'),
    format: z.enum(FORMATS, { error: 'must be csv or json' }).default('csv').describe('csv unless told'),
  },
  needs: 'viewer',
  run: async (app, { what, format }) => {
    const rows = await ROWS[what](app);
    const text =
      format === 'csv'
        ? stringify([...rows], { header: true, cast: { string: asText } })
        : `${JSON.stringify(rows, null, 1)}\n`;
    const name = `rollover-${app.mode}-${what}-${fileTime(app.now())}.${format}`;
    const plain = Buffer.from(text);
    const isLong = plain.length > LONGEST_PLAIN;
    return {
      title: `${counted(rows.length, what.slice(0, -1))} exported`,
      tone: 'neutral',
      file: {
        name: isLong ? `${name}.gz` : name,
        description: `${counted(rows.length, what.slice(0, -1))} as ${format.toUpperCase()}${isLong ? ', compressed' : ''}`,
        bytes: isLong ? await promisify(gzip)(plain) : plain,
      },
      footer:
        what === 'bets'
          ? `Results as later corrected; times in UTC; money in ${app.currency}.`
          : 'As they stand in the log; times in UTC.',
    };
  },
});

const ROWS: Readonly<Record<(typeof WHAT)[number], (app: App) => Promise<Rows>>> = {
  bets: async (app) => [...betRecords(app.state())].reverse().map(betRow),
  events: async (app) => {
    const rows: Rows[number][] = [];
    for await (const event of app.events()) rows.push(eventRow(event));
    return rows;
  },
};

function betRow({ seq, placedAt, bet, late, epoch, cycle, leg, settled }: BetRecord): Rows[number] {
  return {
    event_number: seq,
    placed_at: placedAt,
    epoch,
    cycle,
    leg,
    competition: bet.competition,
    event: bet.event,
    selection: bet.selection,
    start_time: bet.startTime,
    price_asked: bet.priceAsked,
    price_matched: bet.priceMatched,
    stake: formatPlain(bet.stake),
    found_late: late ? 'yes' : 'no',
    settled_at: settled?.at ?? null,
    result: settled?.result.outcome ?? 'open',
    gross_profit: settled && formatPlain(settled.result.grossProfit),
    commission: settled && formatPlain(settled.result.commission),
    net_profit: settled && formatPlain(settled.result.netProfit),
    pot_after: settled && formatPlain(settled.potAfter),
    result_at_first: settled?.before?.outcome ?? null,
    bet_id: bet.betId,
    market_id: bet.marketId,
    order_reference: bet.orderRef,
    reason: bet.reason,
  };
}

const eventRow = ({ seq, at, type, actor, cause, id, hash, data }: Event): Rows[number] => ({
  seq,
  at,
  type,
  actor,
  cause,
  id,
  hash,
  data: JSON.stringify(data),
});

/** As a spreadsheet reads it: without separators between thousands. */
const formatPlain = (amount: Parameters<typeof formatMoney>[0]): string =>
  formatMoney(amount).replaceAll(',', '');

/** A spreadsheet would take names from outside for formulas where they begin like one; amounts below zero do too. */
const asText = (value: string): string =>
  /^[=+\-@\t\r]/.test(value) && !/^-\d+(\.\d+)?$/.test(value) ? `'${value}` : value;

/** `20260302T143000Z` */
const fileTime = (now: number): string => new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
