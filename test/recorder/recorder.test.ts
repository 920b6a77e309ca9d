import { describe, expect, it } from 'vitest';
import { createMovedClock } from '../../src/backtest/moved-clock.ts';
import { RecordedMarket } from '../../src/backtest/recorded-market.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { Exchange, MarketBook, MarketSummary } from '../../src/exchange/exchange.ts';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import { createRecorder } from '../../src/recorder/recorder.ts';
import { scansIn } from '../../src/recorder/scans-in.ts';
import { followRecording } from '../../src/recordings/follow-recording.ts';
import { wholeFile } from '../../src/recordings/recording-file.ts';
import { strategy } from '../backtest/handmade.ts';
import { written } from '../exchange/emulator/sources/recorded/stream-fixtures.ts';

const NOON = Date.UTC(2026, 4, 2, 12);
const HOUR = 3_600_000;
const EVERY = { stepMs: 1, hoursAhead: 1_000, inPlay: true };

const summary: MarketSummary = {
  marketId: '1.1',
  marketName: 'Match Odds',
  event: 'Ashford v Bexley',
  competition: 'County League',
  startTime: new Date(NOON + HOUR).toISOString(),
  baseRate: 0.05,
  discountAllowed: true,
  runners: [
    { selectionId: 11, name: 'Ashford', sortPriority: 1 },
    { selectionId: 12, name: 'Bexley', sortPriority: 2 },
  ],
};

const book = (more: Partial<MarketBook> = {}, odds = 3.5): MarketBook => ({
  ...{ marketId: '1.1', status: 'OPEN', inPlay: false, betDelay: 0, version: 7, delayed: false },
  ...{ numberOfWinners: 1, totalMatched: pennies(123_456) },
  runners: [11, 12].map((selectionId) => ({
    ...{ selectionId, status: 'ACTIVE', lastPriceTraded: price(odds) },
    back: [
      { price: price(odds), size: pennies(2_050) },
      { price: price(odds - 0.5), size: pennies(9_999) },
    ],
    lay: [{ price: price(odds + 0.5), size: pennies(100) }],
  })),
  ...more,
});

/** A recorder of an exchange whose one market stands as the test says. */
function recording(speed = 1, before: readonly RecordedMarket[] = []) {
  const clock = createMovedClock();
  clock.set(NOON);
  const lines: string[] = [];
  const asked: (readonly string[])[] = [];
  const shown = { book: book(), summary, fails: false };
  const exchange = {
    listMarkets: async () => [shown.summary],
    listBooks: async (ids: readonly string[]) => {
      asked.push(ids);
      if (shown.fails) throw new ExchangeError('TIMEOUT', 'listMarketBook', 'retry', 'the exchange is away');
      return [shown.book];
    },
  } as unknown as Exchange;
  const selection = () => strategy().selection;
  const earlier = async () => before;
  const recorder = createRecorder({
    exchange,
    clock,
    speed,
    selection,
    earlier,
    write: (line) => lines.push(line),
  });
  const look = async () => {
    const filter = { ...selection(), from: '', to: '', max: 10 };
    await recorder.exchange.listMarkets(filter);
    await recorder.exchange.listBooks(['1.1']);
  };
  const parsed = () => lines.map((line) => JSON.parse(line));
  return { clock, lines, asked, shown, recorder, look, parsed };
}

describe('the recorder', () => {
  it('keeps what a removed runner takes off the prices', async () => {
    const { shown, look, lines } = recording();
    const removal = { at: new Date(NOON - HOUR).toISOString(), percent: 12.5 };
    const [first, second] = book().runners;
    shown.book = book({ runners: [first!, { ...second!, status: 'REMOVED', back: [], lay: [], removal }] });
    await look();
    const { timelines } = await followRecording(wholeFile(written(lines.join('\n'))), EVERY);
    const market = new RecordedMarket(timelines[0]!);
    market.moveTo(NOON);
    expect(market.book().runners.map((runner) => runner.removal)).toEqual([undefined, removal]);
  });

  it('writes what a stream would say, so that the same book is read back', async () => {
    const { look, lines } = recording();
    await look();
    const followed = await followRecording(wholeFile(written(lines.join('\n'))), EVERY);
    expect(followed.leftOut).toEqual([]);
    const market = new RecordedMarket(followed.timelines[0]!);
    market.moveTo(NOON);
    expect(market.book()).toEqual(book());
    expect(market.summary()).toEqual(summary);
  });

  it('writes only what is different, and all of it on a new day', async () => {
    const { look, parsed, clock, shown } = recording();
    await look();
    await look();
    shown.book = book({}, 4);
    await look();
    shown.book = book({ status: 'SUSPENDED' }, 4);
    await look();
    clock.set(NOON + 12 * HOUR);
    await look();
    const said = parsed().map(({ mc }) => [mc[0].marketDefinition?.status, mc[0].rc?.[0].ltp]);
    expect(said).toEqual([
      ['OPEN', 3.5],
      [undefined, 4],
      ['SUSPENDED', undefined],
      ['SUSPENDED', 4],
    ]);
  });

  it('keeps of a look when it was, what it read and of which account', async () => {
    const { recorder, lines } = recording();
    const funds = { available: pennies(1_234), exposure: pennies(-5), currency: 'GBP', discountRate: 0.02 };
    const analysis = {
      asked: new Date(NOON - 80).toISOString(),
      books: [book()],
      funds,
      catalogue: [],
      scan: { delayed: true },
    };
    recorder.looked(analysis as never, NOON - 3);
    expect(await scansIn(written(`{"op":"mcm","pt":1,"mc":[]}\nnot JSON "scan":\n${lines[0]}`))).toEqual([
      {
        pt: NOON,
        asked: NOON - 80,
        decided: NOON - 3,
        selection: strategy().selection,
        markets: ['1.1'],
        funds,
        delayed: true,
      },
    ]);
  });

  it('writes before a look what rate a market has that was asked for after its book', async () => {
    const { recorder, look, shown, parsed } = recording();
    shown.summary = { ...summary, baseRate: null };
    await look();
    shown.summary = { ...summary, baseRate: 0.02 };
    await recorder.exchange.listMarkets({ marketIds: ['1.1'] });
    const analysis = { asked: new Date(NOON).toISOString(), books: [book()], scan: {} };
    recorder.looked(analysis as never, NOON);
    expect(parsed().map(({ mc, scan }) => scan?.markets ?? mc[0].marketDefinition.marketBaseRate)).toEqual([
      null,
      2,
      ['1.1'],
    ]);
  });

  it('asks for results when matches should be over, until they are there', async () => {
    const { look, recorder, clock, asked, shown, parsed } = recording();
    await look();
    clock.set(NOON + 2 * HOUR);
    await recorder.followUp();
    expect(asked).toHaveLength(1);
    clock.set(NOON + 2.5 * HOUR);
    shown.fails = true;
    await recorder.followUp();
    shown.fails = false;
    shown.book = book({ status: 'CLOSED' });
    await recorder.followUp();
    await recorder.followUp();
    expect(asked.slice(1)).toEqual([['1.1'], ['1.1']]);
    expect(parsed().at(-1).mc[0].marketDefinition.status).toBe('CLOSED');
  });

  it('waits for what an earlier run saw, and writes all anew where something was lost', async () => {
    const { look, lines } = recording();
    await look();
    const { timelines } = await followRecording(wholeFile(written(lines.join('\n'))), EVERY);
    const seen = new RecordedMarket(timelines[0]!);
    const next = recording(1, [seen]);
    next.clock.set(NOON + 3 * HOUR);
    await next.recorder.followUp();
    expect(next.asked).toEqual([['1.1']]);
    next.recorder.lost();
    await next.recorder.followUp();
    expect(next.lines).toHaveLength(2);
    expect(next.lines[0]).toBe(next.lines[1]);
  });

  it('waits less where the exchange runs faster', async () => {
    const { look, recorder, clock, asked } = recording(60);
    await look();
    clock.set(NOON + HOUR + 90_000);
    await recorder.followUp();
    expect(asked).toHaveLength(2);
  });
});
