import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecordings } from '../../../../../src/exchange/emulator/sources/recorded/recording.ts';
import {
  describeSummary,
  summarise,
} from '../../../../../src/exchange/emulator/sources/recorded/recording-summary.ts';
import { RecordingRefused } from '../../../../../src/recordings/recording-refused.ts';
import { definition, FIRST, recorded, written } from './stream-fixtures.ts';

const good = JSON.stringify({ op: 'mcm', pt: FIRST, mc: [{ id: '1.1', marketDefinition: definition() }] });

/** "{"op":"mcm","pt":1,"mc":[]}" and a new line, packed with bzip2. */
const PACKED = Buffer.from(
  'QlpoOTFBWSZTWUJdqW4AAA1bgAAQEAQgEAAKCALECiAAMQAACsjJp6aaiBw0Fu7h2cjVQye8XxdyRThQkEJdqW4=',
  'base64',
);

async function refusal(...files: string[]): Promise<RecordingRefused> {
  const error: unknown = await readRecordings(files).catch((reason: unknown) => reason);
  if (error instanceof RecordingRefused) return error;
  throw new Error('it was read', { cause: error });
}

describe('reading recordings', () => {
  it('counts messages, keeps their times, and drops what no replay needs', async () => {
    const traded = { id: 11, trd: [[3, 5]] };
    const [recording] = await readRecordings([
      recorded(
        [0, { id: '1.1', rc: [{ ...traded, ltp: 3 }] }],
        [2, { id: '1.2' }, { id: '1.1', tv: 5, rc: [traded] }],
        [3, { id: '1.1', rc: [traded] }],
      ),
    ]);
    expect(recording).toMatchObject({ messages: 3, firstPt: FIRST, lastPt: FIRST + 3000 });
    expect(recording?.markets).toEqual([
      {
        marketId: '1.1',
        changes: [
          { id: '1.1', pt: FIRST, rc: [{ id: 11, ltp: 3 }] },
          { id: '1.1', pt: FIRST + 2000, tv: 5, rc: [] },
        ],
      },
      { marketId: '1.2', changes: [] },
    ]);
  });

  it('takes heartbeats, a byte order mark, blank lines, carriage returns and a last line without an end', async () => {
    const heartbeat = JSON.stringify({ op: 'mcm', pt: FIRST + 1, ct: 'HEARTBEAT', clk: 'x' });
    const connection = '{"op":"connection","connectionId":"1"}';
    const [recording] = await readRecordings([
      written(
        `\uFEFF${connection}\r\n${good}\r\n\r\n${heartbeat}\n{"op":"status","statusCode":"SUCCESS"}\n${good}`,
      ),
    ]);
    expect(recording).toMatchObject({ messages: 3, firstPt: FIRST, lastPt: FIRST + 1 });
  });

  it('never lets time go back', async () => {
    const [recording] = await readRecordings([
      recorded([5, { id: '1.1', tv: 1 }], [3, { id: '1.1', tv: 2 }]),
    ]);
    expect(recording?.markets[0]?.changes.map(({ pt }) => pt)).toEqual([FIRST + 5000, FIRST + 5000]);
  });

  it('knows a packed file by its first bytes, whatever it is called', async () => {
    const [recording] = await readRecordings([written(PACKED, 'recording.txt')]);
    expect(recording).toMatchObject({ messages: 1 });
    const [plain] = await readRecordings([written(good, 'recording.bz2')]);
    expect(plain).toMatchObject({ messages: 1 });
  });

  it('says which file is missing', async () => {
    const file = join(dirname(written('')), 'nowhere');
    const error = await refusal(file);
    expect(error).toMatchObject({ file, line: null });
    expect(error.message).toMatch(/nowhere: there is no such file\. Expected .* Name another file/);
  });

  it('says that a folder is none', async () => {
    expect((await refusal(dirname(written('')))).message).toContain('is a folder');
  });

  it.each([
    ['an empty file', '', null, 'holds no market messages'],
    ['a file without a market message', '{"op":"status"}\n', null, 'holds no market messages'],
    ['text', 'hello\n', 1, 'is not JSON: "hello"'],
    ['JSON of another kind', '{"op":"race"}\n', 1, 'is not a stream message (op: '],
    ['JSON without a kind', '[1,2]\n', 1, 'is not a stream message ('],
    ['a line cut short', `${good}\n\n${good.slice(0, 90)}`, 3, 'is not JSON'],
    ['a message without a time', `${good}\n{"op":"mcm","mc":[]}\n`, 2, 'is a broken stream message (pt: '],
    [
      'a time that is none',
      good.replace('2026-05-02T13:00:00.000Z', 'soon'),
      1,
      'mc.0.marketDefinition.marketTime',
    ],
  ])('refuses %s, naming the line', async (_, content, line, fault) => {
    const error = await refusal(written(content));
    expect(error.line).toBe(line);
    expect(error.message).toContain(fault);
  });

  it('refuses an archive that is cut or damaged', async () => {
    const damaged = Buffer.from(PACKED);
    damaged[40] = (damaged[40] ?? 0) ^ 0x55;
    for (const bytes of [PACKED.subarray(0, 40), PACKED.subarray(0, PACKED.length - 2), damaged]) {
      expect((await refusal(written(bytes, 'cut.bz2'))).message).toContain('cut short or damaged');
    }
  });

  it('refuses the same market out of two files', async () => {
    const first = written(good);
    const error = await refusal(first, written(good));
    expect(error.message).toContain(`market 1.1 is in ${first} already`);
  });
});

describe('the summary', () => {
  it('says what was read, what is made up, what stays open and what is left out', async () => {
    const [recording] = await readRecordings([
      recorded(
        [
          0,
          {
            id: '1.1',
            marketDefinition: definition({ eventName: 'North v South' }),
            rc: [{ id: 11, ltp: 3 }],
          },
          { id: '1.2', marketDefinition: definition(), rc: [{ id: 11, atb: [[3, 5]] }] },
          { id: '1.3', marketDefinition: definition({ marketType: 'EACH_WAY' }) },
        ],
        [7200, { id: '1.2', marketDefinition: definition({ status: 'CLOSED' }) }],
      ),
    ]);
    const summary = summarise(recording!, 60);
    expect(summary).toMatchObject({ messages: 2, takes: 120_000, first: '2026-05-02T12:00:00.000Z' });
    expect(summary.markets).toMatchObject([
      { marketId: '1.1', depthMadeUp: true, closes: false, hidden: null, event: 'North v South' },
      { marketId: '1.2', depthMadeUp: false, closes: true, hidden: null, eventTypeId: '1' },
      { marketId: '1.3', hidden: 'it is an each-way market' },
    ]);
    const [head, ...notes] = describeSummary(summary);
    expect(head).toMatch(/2 markets to bet on, 2 messages, recorded 2026.* it plays for 2 min\.$/);
    expect(notes).toEqual([
      'Only last traded prices; depth made up around them: North v South (1.1).',
      'Not closed in the recording, so that a bet on it stays open: North v South (1.1).',
      'Left out: Market 1.3 (1.3): it is an each-way market.',
    ]);
  });

  it('names a few markets and counts the rest', async () => {
    const many = [...Array(8).keys()].map((n) => ({ id: `1.${n}`, marketDefinition: definition() }));
    const [recording] = await readRecordings([recorded([0, ...many], [86_400])]);
    const lines = describeSummary(summarise(recording!, 2));
    expect(lines[0]).toContain('it plays for 12 h 0 min.');
    expect(lines[1]).toMatch(/Market 1\.4 \(1\.4\) and 3 more\.$/);
  });
});
