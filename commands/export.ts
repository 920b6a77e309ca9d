import { pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { stringify } from 'csv-stringify';
import { z } from 'zod';
import type { App } from '../src/app.ts';
import { type BetRecord, betsOldestFirst } from '../src/betting/views/history.ts';
import { counted } from '../src/betting/views/wording.ts';
import { defineCommand } from '../src/command.ts';
import type { Event } from '../src/core/events.ts';
import { formatMoney } from '../src/core/money.ts';
import { unhurried } from '../src/unhurried.ts';

const WHAT = ['bets', 'events'] as const;
/** In bytes: a phone opens a plain file, and a long one must still be sent. */
const LONGEST_PLAIN = 4 * 1024 * 1024;

const FORMATS = ['csv', 'json'] as const;

/** In characters: what is written at once. */
const PIECE = 256 * 1024;

/** Plain values by the names of their columns. */
type Row = Readonly<Record<string, string | number | null>>;

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
    let rows = 0;
    async function* numbered(): AsyncGenerator<Row> {
      for await (const row of ROWS[what](app)) {
        rows += 1;
        yield row;
      }
    }
    const name = `rollover-${app.mode}-${what}-${fileTime(app.now())}.${format}`;
    const { bytes, isPacked } = await packedIfLong(format === 'csv' ? csv(numbered()) : json(numbered()));
    const count = counted(rows, what.slice(0, -1));
    return {
      title: `${count} exported`,
      tone: 'neutral',
      file: {
        name: isPacked ? `${name}.gz` : name,
        description: `${count} as ${format.toUpperCase()}${isPacked ? ', compressed' : ''}`,
        bytes,
      },
      footer:
        what === 'bets'
          ? `Results as later corrected; times in UTC; money in ${app.currency}.`
          : 'As they stand in the log; times in UTC.',
    };
  },
});

/** In the order of their happening. */
const ROWS: Readonly<Record<(typeof WHAT)[number], (app: App) => AsyncIterable<Row>>> = {
  bets: async function* (app) {
    for await (const record of unhurried(betsOldestFirst(app.state()))) yield betRow(record);
  },
  events: async function* (app) {
    for await (const event of app.events()) yield eventRow(event);
  },
};

/** A row a line, without being held as a whole: a log may be larger than the bot's memory. */
async function* json(rows: AsyncIterable<Row>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of rows) {
    yield `${before}${JSON.stringify(row)}`;
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}

function csv(rows: AsyncIterable<Row>): AsyncIterable<string> {
  const options = { header: true, cast: { string: asText } };
  return pipeline(Readable.from(rows), stringify(options), ignored).setEncoding('utf8');
}

/** The stream that is read ends with the same error. */
const ignored = (): void => undefined;

async function packedIfLong(
  text: AsyncIterable<string>,
): Promise<{ readonly bytes: Buffer; readonly isPacked: boolean }> {
  let plain: Buffer[] = [];
  let length = 0;
  async function* noted(): AsyncGenerator<Buffer> {
    for await (const piece of inPieces(text)) {
      length += piece.length;
      if (length <= LONGEST_PLAIN) plain.push(piece);
      else plain = [];
      yield piece;
    }
  }
  const packed = await buffer(pipeline(noted(), createGzip(), ignored));
  return length > LONGEST_PLAIN
    ? { bytes: packed, isPacked: true }
    : { bytes: Buffer.concat(plain), isPacked: false };
}

async function* inPieces(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece = '';
  for await (const part of text) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}

function betRow({ seq, placedAt, bet, late, epoch, cycle, leg, settled }: BetRecord): Row {
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

const eventRow = ({ seq, at, type, actor, cause, id, hash, data }: Event): Row => ({
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
