import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRecordedSource } from '../../src/exchange/emulator/sources/recorded/recorded-source.ts';
import { readRecordings } from '../../src/exchange/emulator/sources/recorded/recording.ts';
import { followRecording } from '../../src/recordings/follow-recording.ts';
import { wholeFile } from '../../src/recordings/recording-file.ts';
import { ROW, type Timeline } from '../../src/recordings/timeline.ts';

const { SHARED_DIR = '../shared' } = process.env;
const STREAMS = join(SHARED_DIR, 'data/betfair/stream');
const FILES = existsSync(STREAMS)
  ? ['football', 'other'].flatMap((folder) =>
      readdirSync(join(STREAMS, folder)).map((name) => join(STREAMS, folder, name)),
    )
  : [];

/** Every millisecond is a look. */
const EVERY_MESSAGE = { stepMs: 1, hoursAhead: 10_000, inPlay: true };

const known = (numbers: Iterable<number>) => [...numbers].filter((number) => !Number.isNaN(number));

/** The row as prices and sizes, by selection. */
function shownIn(row: Float64Array, { runners }: Timeline) {
  return Object.fromEntries(
    runners.flatMap((id, column) => {
      const at = ROW.runners + column * ROW.perRunner;
      const part = row.subarray(at, at + ROW.perRunner);
      if (part.length === 0) return [];
      return [[id, known(part)] as const];
    }),
  );
}

describe.skipIf(FILES.length === 0)('the reading for looks and the reading for the emulator', () => {
  it.each(FILES)('see the same books after every message of %s', async (file) => {
    const [recording] = await readRecordings([file]);
    const source = createRecordedSource({ recordings: [recording!], began: 0, speed: 1 });
    const { timelines, messages, leftOut } = await followRecording(wholeFile(file), EVERY_MESSAGE);
    expect(leftOut).toEqual([]);
    expect(messages).toBe(recording?.messages);
    let compared = 0;
    for (const timeline of timelines)
      for (const row of timeline.rows) {
        const market = source.market(timeline.marketId, row[ROW.at]! - recording!.firstPt);
        if (market === undefined) continue;
        compared += 1;
        const definition = timeline.definitions[row[ROW.definition]!]!;
        expect([definition.status, definition.inPlay]).toEqual([market.status, market.inPlay]);
        expect(row[ROW.volume]).toBe(market.totalMatched);
        const shown = shownIn(row, timeline);
        for (const { selectionId, status, lastPriceTraded, back, lay } of market.runners) {
          if (status !== 'ACTIVE') continue;
          const offers = market.depthMadeUp ? [] : [...back.slice(0, 3), ...lay.slice(0, 1)].flat();
          expect(shown[selectionId]).toEqual([
            ...(lastPriceTraded === null ? [] : [lastPriceTraded]),
            ...offers,
          ]);
        }
      }
    const moments = new Set(recording!.markets.flatMap(({ changes }) => changes.map(({ pt }) => pt)));
    expect(compared).toBeGreaterThanOrEqual(moments.size);
  });
});
