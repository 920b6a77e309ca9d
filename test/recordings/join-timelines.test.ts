import { expect, it } from 'vitest';
import { RecordedMarket } from '../../src/backtest/recorded-market.ts';
import { followRecording } from '../../src/recordings/follow-recording.ts';
import { joinTimelines } from '../../src/recordings/join-timelines.ts';
import { wholeFile } from '../../src/recordings/recording-file.ts';
import { definition, FIRST, recorded } from '../exchange/emulator/sources/recorded/stream-fixtures.ts';

const EVERY = { stepMs: 1, hoursAhead: 1_000, inPlay: true };
const timelineOf = async (...messages: Parameters<typeof recorded>) =>
  (await followRecording(wholeFile(recorded(...messages)), EVERY)).timelines[0]!;

const closed = {
  status: 'CLOSED',
  // In another order than before, with one that is new.
  runners: [
    { id: 13, status: 'REMOVED' },
    { id: 12, status: 'WINNER' },
    { id: 11, status: 'LOSER' },
  ],
};

it('puts a market of two days together, with its runners each in its place', async () => {
  const first = await timelineOf(
    [0, { id: '1.1', marketDefinition: definition() }],
    [10, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 20]] }] }],
  );
  const second = await timelineOf(
    [
      100,
      {
        id: '1.1',
        marketDefinition: definition({ runners: closed.runners.map(({ id }) => ({ id, status: 'ACTIVE' })) }),
      },
    ],
    [
      110,
      {
        id: '1.1',
        img: true,
        rc: [
          { id: 12, atb: [[1.5, 7]] },
          { id: 11, atb: [[3.6, 5]] },
        ],
      },
    ],
    [200, { id: '1.1', marketDefinition: definition(closed) }],
  );
  const market = new RecordedMarket(first);
  expect(market.goOnWith(second)).toBe(true);
  const pricesAt = (seconds: number) => {
    market.moveTo(FIRST + seconds * 1_000);
    return market.book().runners.map(({ selectionId, back }) => [selectionId, back[0]?.price ?? null]);
  };
  expect(pricesAt(50)).toEqual([
    [11, 3.5],
    [12, null],
  ]);
  expect(pricesAt(150)).toEqual([
    [13, null],
    [12, 1.5],
    [11, 3.6],
  ]);
  market.moveTo(FIRST + 200_000);
  expect(market.book()).toMatchObject({
    status: 'CLOSED',
    runners: [{}, { status: 'WINNER' }, { status: 'LOSER' }],
  });
  expect(market.isOver(FIRST + 200_001)).toBe(true);
});

it('puts nothing together that lies beside each other', async () => {
  const [a, b] = await Promise.all(
    [0, 5].map((from) =>
      timelineOf(
        [from, { id: '1.1', marketDefinition: definition() }],
        [from + 10, { id: '1.1', rc: [{ id: 11, ltp: 2 }] }],
      ),
    ),
  );
  expect(joinTimelines(a!, b!)).toBeNull();
  expect(new RecordedMarket(a!).goOnWith(b!)).toBe(false);
});
