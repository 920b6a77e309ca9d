import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create } from 'tar';
import { describe, expect, it } from 'vitest';
import { findRecordings } from '../../src/recordings/find-recordings.ts';
import { followRecording } from '../../src/recordings/follow-recording.ts';
import { wholeFile } from '../../src/recordings/recording-file.ts';
import {
  definition,
  FIRST,
  recorded,
  written,
} from '../exchange/emulator/sources/recorded/stream-fixtures.ts';

const LOOKS = { stepMs: 60_000, hoursAhead: 24, inPlay: false };

/** A market's recording as text: its definition and one offer. */
const marketText = (marketId: string) =>
  [
    { op: 'mcm', pt: FIRST, mc: [{ id: marketId, marketDefinition: definition() }] },
    { op: 'mcm', pt: FIRST + 1_000, mc: [{ id: marketId, rc: [{ id: 11, atb: [[3.5, 20]] }] }] },
  ]
    .map((message) => `${JSON.stringify(message)}\n`)
    .join('');

/** Files of those names in a folder of the test's own. */
function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = dirname(written('', 'unused.json'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

async function marketsIn(paths: readonly string[]) {
  const { files, leftOut } = await findRecordings(paths);
  const followed = await Promise.all(files.map((file) => followRecording(file, LOOKS)));
  const markets = followed.flatMap(({ timelines }) => timelines.map(({ marketId }) => marketId));
  return {
    names: files.map(({ name }) => name),
    markets,
    leftOut: [...leftOut, ...followed.flatMap((f) => f.leftOut)],
  };
}

describe('where recordings are found', () => {
  it('as plain and gzip files, and in the folders that are named, each once', async () => {
    const folder = folderWith({
      'b/1.2.gz': gzipSync(marketText('1.2')),
      'a/1.1': marketText('1.1'),
      'a/.hidden': 'x',
      'a/1.1.json': '[]',
    });
    const { names, markets, leftOut } = await marketsIn([folder, join(folder, 'a/1.1')]);
    expect(names).toEqual([join(folder, 'a/1.1'), join(folder, 'b/1.2.gz')]);
    expect(markets).toEqual(['1.1', '1.2']);
    expect(leftOut).toEqual([]);
  });

  it('behind links to files, each real file once; a link to a folder is told of', async () => {
    const folder = folderWith({ 'a/1.1': marketText('1.1'), 'elsewhere/1.2': marketText('1.2') });
    const inside = join(folder, 'a');
    symlinkSync(join(folder, 'elsewhere/1.2'), join(inside, '1.2'));
    symlinkSync(join(inside, '1.1'), join(inside, '1.1-again'));
    symlinkSync(inside, join(inside, 'circle'));
    symlinkSync(join(folder, 'nowhere'), join(inside, 'gone'));
    const { names, markets, leftOut } = await marketsIn([inside, join(folder, 'elsewhere/1.2')]);
    expect(names).toEqual([join(inside, '1.1'), join(inside, '1.2')]);
    expect(markets).toEqual(['1.1', '1.2']);
    expect(leftOut).toEqual([
      {
        file: join(inside, 'circle'),
        line: null,
        why: 'It is a link to a folder; name that folder as well.',
      },
      { file: join(inside, 'gone'), line: null, why: expect.stringContaining('It cannot be read') },
    ]);
  });

  it('not in a pipe that nobody writes into', async () => {
    const pipe = join(folderWith({}), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const { files, leftOut } = await findRecordings([pipe]);
    expect({ files, leftOut }).toEqual({
      files: [],
      leftOut: [{ file: pipe, line: null, why: 'It is no file.' }],
    });
  });

  it('as members of a tar archive, packed ones and those with long names too', async () => {
    const long = `${'a-long-folder-name/'.repeat(12)}1.4`;
    const folder = folderWith({ 'BASIC/1.3.gz': gzipSync(marketText('1.3')), [long]: marketText('1.4') });
    const archive = join(folder, 'month.tar');
    await create({ file: archive, cwd: folder }, ['BASIC/1.3.gz', long]);
    const { names, markets, leftOut } = await marketsIn([archive]);
    expect(names).toEqual([`${archive}: BASIC/1.3.gz`, `${archive}: ${long}`]);
    expect(markets).toEqual(['1.3', '1.4']);
    expect(leftOut).toEqual([]);
  });

  it('up to where an archive is cut, which is told', async () => {
    const folder = folderWith({ one: marketText('1.5'), two: marketText('1.6').repeat(9) });
    const archive = join(folder, 'month.tar');
    await create({ file: archive, cwd: folder }, ['one', 'two']);
    writeFileSync(archive, readFileSync(archive).subarray(0, 2_600));
    const { markets, leftOut } = await marketsIn([archive]);
    expect(markets).toEqual(['1.5']);
    expect(leftOut).toEqual([
      { file: archive, line: null, why: expect.stringMatching(/^From byte \d+ on the archive is cut short/) },
    ]);
  });

  it('not in an archive that is packed as a whole: it says what to do', async () => {
    const folder = folderWith({ one: marketText('1.5') });
    const archive = join(folder, 'month.tar.gz');
    await create({ file: archive, cwd: folder, gzip: true }, ['one']);
    const { markets, leftOut } = await marketsIn([archive]);
    expect(markets).toEqual([]);
    expect(leftOut[0]?.why).toContain('it is a tar archive packed as a whole; unpack it (tar -xf)');
  });

  it('nowhere where there is no file', async () => {
    const { leftOut } = await marketsIn(['/no/such/file']);
    expect(leftOut).toEqual([
      { file: '/no/such/file', line: null, why: expect.stringContaining('cannot be read') },
    ]);
  });
});

describe('what cannot be read of a recording', () => {
  it('is left out line by line, and the rest goes on', async () => {
    const [first, second] = marketText('1.7').split('\n');
    const file = written(`${first}\nnot JSON\n\n{"op":"mcm","pt":"late"}\n{"op":"connection"}\n${second}`);
    const { timelines, messages, leftOut } = await followRecording(wholeFile(file), LOOKS);
    expect(messages).toBe(2);
    expect(timelines[0]?.rows).toHaveLength(2);
    expect(leftOut).toEqual([
      { file, line: 2, why: 'It is not JSON: "not JSON".' },
      { file, line: 4, why: expect.stringContaining('It is a broken stream message (pt') },
    ]);
  });

  it('is the rest of a packed file that is cut', async () => {
    const messages = Array.from({ length: 5_000 }, (_, i) => ({
      ...{ op: 'mcm', pt: FIRST + i },
      mc: [{ id: '1.8', rc: [{ id: 11, ltp: 2 + Math.sin(i) }] }],
    }));
    const packed = gzipSync(messages.map((each) => JSON.stringify(each)).join('\n'));
    const file = written(packed.subarray(0, packed.length / 2));
    const followed = await followRecording(wholeFile(file), LOOKS);
    expect(followed.messages).toBeGreaterThan(100);
    expect(followed.messages).toBeLessThan(5_000);
    expect(followed.leftOut).toEqual([
      {
        file,
        line: followed.messages + 1,
        why: 'From here on it cannot be read: what is packed is cut short or damaged; fetch it again.',
      },
    ]);
  });

  it('is no message that comes after a later one: it is played at the latest time so far, and told of', async () => {
    const [first, second] = marketText('1.7').split('\n');
    const early = JSON.stringify({ op: 'mcm', pt: FIRST - 1_500, mc: [{ id: '1.7', rc: [] }] });
    const foreign = JSON.stringify({ op: 'mcm', pt: FIRST, mc: [], from: 'elsewhere' });
    const file = written([first, second, early, foreign].join('\n'));
    const { timelines, messages, leftOut } = await followRecording(wholeFile(file), LOOKS);
    expect(messages).toBe(4);
    expect(timelines[0]?.lastPt).toBe(FIRST + 1_000);
    expect(leftOut).toEqual([
      {
        file,
        line: null,
        why: '2 of its messages came after a later one, by up to 2.5 s; each is played at the latest time so far.',
      },
    ]);
  });

  it('is all of a file of another kind, said once', async () => {
    const file = written('<html>\n'.repeat(100_000));
    expect(await followRecording(wholeFile(file), LOOKS)).toEqual({
      timelines: [],
      messages: 0,
      leftOut: [{ file, line: 1, why: 'It is no recording of a stream.' }],
    });
  });

  it('is told of ten lines, and of how many more', async () => {
    const file = written(marketText('1.9') + 'x\n'.repeat(25));
    const { leftOut } = await followRecording(wholeFile(file), LOOKS);
    expect(leftOut).toHaveLength(11);
    expect(leftOut.at(-1)?.why).toBe('15 more of its lines are left out.');
  });
});

describe('what is remembered of a market', () => {
  it('is how it stood at each look, and each definition', async () => {
    const file = recorded(
      [0, { id: '1.1', marketDefinition: definition({ marketTime: '2026-05-02T12:10:00.000Z' }) }],
      [10, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 20]] }] }],
      [20, { id: '1.1', rc: [{ id: 11, atb: [[3.6, 5]] }] }],
      [61, { id: '1.1', rc: [{ id: 11, ltp: 3.6 }] }],
      [700, { id: '1.1', rc: [{ id: 11, ltp: 9 }] }],
      [900, { id: '1.1', rc: [{ id: 11, ltp: 8 }] }],
      [990, { id: '1.1', marketDefinition: definition({ status: 'CLOSED' }) }],
    );
    const { timelines } = await followRecording(wholeFile(file), LOOKS);
    const rows = timelines[0]!.rows.map((row) => [(row[0]! - FIRST) / 1_000, row[3], row[4], row[5]]);
    expect(rows).toEqual([
      [0, Number.NaN, Number.NaN, Number.NaN],
      [20, Number.NaN, 3.6, 5],
      [61, 3.6, 3.6, 5],
      [990, 8, 3.6, 5],
    ]);
  });

  it('is also how it stands when an order comes out of the bet delay', async () => {
    const inPlay = definition({ inPlay: true, betDelay: 5, marketTime: '2026-05-02T12:00:00.000Z' });
    const file = recorded(
      [0, { id: '1.1', marketDefinition: inPlay }],
      [62, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 20]] }] }],
      [64, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 15]] }] }],
      [66, { id: '1.1', rc: [{ id: 11, atb: [[3.5, 0]] }] }],
      [100, { id: '1.1', rc: [{ id: 11, atb: [[3.4, 1]] }] }],
    );
    const { timelines } = await followRecording(wholeFile(file), { ...LOOKS, inPlay: true });
    expect(timelines[0]!.rows.map((row) => (row[0]! - FIRST) / 1_000)).toEqual([0, 64, 100]);
  });
});
