import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeltaSink } from '../../src/recordings/change-list.ts';
import { MessageScanner } from '../../src/recordings/message-scanner.ts';
import { LADDER_NAMES } from '../../src/recordings/recorded-prices.ts';
import { type MarketChangeMessage, parseStreamMessage } from '../../src/recordings/stream-message.ts';

const amount = fc.oneof(
  fc.integer({ min: 0, max: 10_000_000 }).map((pennies) => pennies / 100),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.constantFrom(0, 1.01, 1000, 3.4400000000000004, 1e21, 5e-324),
);
const price = fc.integer({ min: 101, max: 100_000 }).map((hundredths) => hundredths / 100);
const anything = fc.jsonValue({ maxDepth: 2 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(fc.option(value), { nil: undefined });
const byPrice = fc.array(fc.tuple(price, amount), { maxLength: 4 });
const byLevel = fc.array(fc.tuple(fc.nat(9), price, amount), { maxLength: 4 });
const runner = fc.record({
  ...{ atb: maybe(byPrice), batb: maybe(byLevel), trd: maybe(byPrice), ltp: maybe(price) },
  ...{ bdatl: maybe(byLevel), tv: maybe(amount), hc: maybe(anything), id: fc.nat(), atl: maybe(byPrice) },
});
const market = fc.record({
  ...{ rc: maybe(fc.array(runner, { maxLength: 3 })), con: maybe(fc.boolean()), img: maybe(fc.boolean()) },
  ...{ id: fc.nat().map((n) => `1.${n}`), tv: maybe(amount) },
});
const message = fc.record({
  ...{ op: fc.constant('mcm'), clk: fc.string(), pt: fc.integer({ min: 1 }), ct: maybe(fc.string()) },
  ...{ mc: maybe(fc.array(market, { maxLength: 3 })), status: maybe(anything) },
});

type Seen = readonly (string | number | boolean)[];

function listening(): { readonly seen: Seen[]; readonly sink: DeltaSink } {
  const seen: Seen[] = [];
  return {
    seen,
    sink: {
      market: (...told) => seen.push(['market', ...told]),
      marketVolume: (...told) => seen.push(['volume of the market', ...told]),
      runner: (...told) => seen.push(['runner', ...told]),
      lastPriceTraded: (...told) => seen.push(['last price', ...told]),
      runnerVolume: (...told) => seen.push(['volume of the runner', ...told]),
      offer: (...told) => seen.push(['offer', ...told]),
    },
  };
}

const sorted = (seen: readonly Seen[]) => seen.map((each) => JSON.stringify(each)).sort();

/** What the message says, read in full. */
function toldBy({ mc }: MarketChangeMessage): readonly Seen[] {
  return (mc ?? []).flatMap((change): Seen[] => [
    ['market', change.id, change.img === true],
    ...(change.tv == null ? [] : [['volume of the market', change.tv]]),
    ...(change.rc ?? []).flatMap((each): Seen[] => [
      ['runner', each.id],
      ...(each.ltp == null ? [] : [['last price', each.ltp]]),
      ...(each.tv == null ? [] : [['volume of the runner', each.tv]]),
      ...LADDER_NAMES.flatMap((name) =>
        (each[name] ?? []).map((entry) => [
          'offer',
          name,
          entry[0],
          ...(entry.length === 2 ? entry : entry.slice(1)),
        ]),
      ),
    ]),
  ]);
}

function scanned(text: string) {
  const scanner = new MessageScanner();
  const bytes = Buffer.from(`before\n${text}\nafter`);
  const { seen, sink } = listening();
  const isRead = scanner.scan(bytes, 7, bytes.length - 6);
  if (isRead) scanner.replay(sink);
  return { isRead, pt: scanner.publishedAt(), seen };
}

describe('the scanner of messages', () => {
  it('tells what a full reading tells, however the message is spaced, or leaves it alone', () => {
    fc.assert(
      fc.property(message, fc.constantFrom(undefined, 1, '\t'), (said, indent) => {
        const text = JSON.stringify(said, null, indent).replaceAll('\n', ' ');
        const full = parseStreamMessage(text);
        if (full === 'other' || 'fault' in full) throw new Error(`not a message: ${text}`);
        const { isRead, pt, seen } = scanned(text);
        fc.pre(isRead);
        expect(pt).toBe(full.pt);
        expect(sorted(seen)).toEqual(sorted(toldBy(full)));
      }),
    );
  });

  it('reads what streams bring all day', () => {
    const text =
      '{"op":"mcm","id":2,"clk":"AJ+/8","pt":1657537188589,"mc":[{"id":"1.2","con":true,"img":false,"tv":5.5,' +
      '"rc":[{"atb":[[4.7,24.55],[4.6,0]],"trd":[[4.7,1.5]],"ltp":4.7,"id":28},{"batl":[[0,1.15,141.44]],"id":3,"hc":0}]}]}';
    expect(scanned(text)).toEqual({
      isRead: true,
      pt: 1657537188589,
      seen: [
        ['market', '1.2', false],
        ['volume of the market', 5.5],
        ['runner', 28],
        ['offer', 'atb', 4.7, 4.7, 24.55],
        ['offer', 'atb', 4.6, 4.6, 0],
        ['last price', 4.7],
        ['runner', 3],
        ['offer', 'batl', 0, 1.15, 141.44],
      ],
    });
  });

  it('never reads what a full reading refuses', () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.nat(), fc.string({ maxLength: 3 }), (said, from, cut, put) => {
        const whole = JSON.stringify(said);
        const at = from % whole.length;
        const text = whole.slice(0, at) + put + whole.slice(at + (cut % 4));
        fc.pre(!text.includes('\n'));
        const full = parseStreamMessage(text);
        if (full === 'other' || 'fault' in full) expect(scanned(text).isRead).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a definition', '{"op":"mcm","pt":1,"mc":[{"id":"1.2","marketDefinition":{"status":"OPEN"}}]}'],
    ['another message', '{"op":"connection","pt":1}'],
    ['no time', '{"op":"mcm","mc":[]}'],
    ['a market without an id', '{"op":"mcm","pt":1,"mc":[{"tv":1}]}'],
    ['a runner without an id', '{"op":"mcm","pt":1,"mc":[{"id":"1.2","rc":[{"ltp":2}]}]}'],
    ['a cut line', '{"op":"mcm","pt":1,"mc":[{"id":"1.2"'],
    ['more than one message', '{"op":"mcm","pt":1}{"op":"mcm","pt":1}'],
    ['an exponent', '{"op":"mcm","pt":1,"mc":[{"id":"1.2","tv":1e3}]}'],
    ['an escaped name', '{"op":"mcm","pt":1,"\\u006dc":[]}'],
    ['nothing', ''],
  ])('leaves %s to a full reading', (_, text) => {
    expect(scanned(text).isRead).toBe(false);
  });
});
