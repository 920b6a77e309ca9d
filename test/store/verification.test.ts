import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verify } from '../../store/verification.ts';
import { EVENTS, headAt, WHOLE } from './event-file/small-file.ts';
import { tempDir } from './temp-log.ts';

function store(bytes: Uint8Array | null, head: unknown): { file: string; dir: string } {
  const dir = tempDir();
  const file = join(dir, 'betting_events.live.json');
  if (bytes !== null) writeFileSync(file, bytes);
  if (head !== null) writeFileSync(join(dir, 'betting_events.live.head.json'), JSON.stringify(head));
  return { file, dir };
}

describe('verify', () => {
  it('prints events, last seq and head hash of a whole file', async () => {
    const { file } = store(WHOLE, headAt(5));
    expect(await verify([file])).toEqual({
      exitCode: 0,
      out: [`${file}: 5 events, last seq 5, head ${EVENTS[4]?.hash}`],
      err: [],
    });
  });

  it('warns of an unfinished end beyond the head file, and changes nothing', async () => {
    const torn = WHOLE.subarray(0, WHOLE.length - 60);
    const { file, dir } = store(torn, headAt(4));
    const { exitCode, out, err } = await verify([file]);
    expect([exitCode, out]).toEqual([0, [`${file}: 4 events, last seq 4, head ${EVENTS[3]?.hash}`]]);
    expect(err).toEqual([expect.stringMatching(/^Warning: an unfinished end .* line 6, seq 5: found/)]);
    expect(readFileSync(file)).toEqual(torn);
    expect(readdirSync(dir)).toHaveLength(2);
  });

  it('warns of a head file that is missing', async () => {
    const { file } = store(WHOLE, null);
    const { exitCode, err } = await verify([file]);
    expect([exitCode, err]).toEqual([0, [expect.stringMatching(/head file .* is missing/)]]);
  });

  it.each([
    ['damage at or before the head', WHOLE.subarray(0, 500), headAt(5), /line 3, seq 2: found/],
    ['a file of 0 bytes', Buffer.alloc(0), null, /line 1, seq 1: the file has 0 bytes/],
    [
      'a file that ends below its head file',
      WHOLE,
      { ...headAt(5), seq: 9 },
      /line 7, seq 6: the file ends with seq 5/,
    ],
    ['a missing file with a head file', null, headAt(5), /line 1, seq 1: the event file is missing/],
  ])('refuses %s with line and seq', async (_, bytes, head, message) => {
    const { file } = store(bytes, head);
    const { exitCode, out, err } = await verify([file]);
    expect([exitCode, out]).toEqual([4, []]);
    expect(err).toEqual([expect.stringMatching(message)]);
  });

  it('shows its usage for a missing file, a folder, none or two', async () => {
    const { file, dir } = store(null, null);
    expect(await verify([file])).toMatchObject({
      exitCode: 2,
      err: [expect.stringMatching(/no such file/), expect.stringMatching(/^Usage/)],
    });
    for (const args of [[], [file, file]]) {
      expect(await verify(args)).toEqual({
        exitCode: 2,
        out: [],
        err: [expect.stringMatching(/^Usage: npm run verify -- FILE/)],
      });
    }
    expect((await verify([dir])).exitCode).toBe(2);
  });
});
