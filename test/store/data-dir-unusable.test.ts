import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unusableIfRefused } from '../../store/data-dir-unusable.ts';
import { openLog, tempDir } from './temp-log.ts';

const ADVICE =
  /a folder that it may write to, on a disk with room: mend that, or set DATA_DIR to another folder\.$/;

const refusal = (dir: string): Promise<unknown> =>
  openLog(dir).then(
    () => null,
    (error: unknown) => error,
  );

describe('a DATA_DIR', () => {
  it('is made where it is missing, with the folders above it', async () => {
    const dir = join(tempDir(), 'a', 'b');
    await openLog(dir);
    expect(statSync(dir).isDirectory()).toBe(true);
  });

  it('that is a file is refused by name, with what to do', async () => {
    const dir = join(tempDir(), 'file');
    writeFileSync(dir, '');
    expect(await refusal(dir)).toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
      message: expect.stringContaining(
        `DATA_DIR ${dir} cannot be used: a file of that name is there already (EEXIST). `,
      ),
    });
    expect(await refusal(dir)).toMatchObject({ message: expect.stringMatching(ADVICE) });
  });

  it('below a file, or with something in the way inside it, says where', async () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'file'), '');
    const below = join(dir, 'file', 'data');
    expect(await refusal(below)).toMatchObject({
      message: expect.stringContaining(
        `DATA_DIR ${below} cannot be used: a file stands where a folder is needed (ENOTDIR).`,
      ),
    });
    writeFileSync(join(dir, '.lock'), '');
    expect(await refusal(dir)).toMatchObject({
      message: expect.stringContaining(`is there already (EEXIST) (at ${join(dir, '.lock')}).`),
    });
  });

  it('on a disk that refuses says so in words', () => {
    const error = Object.assign(new Error('EROFS: read-only, mkdir'), {
      code: 'EROFS',
      syscall: 'mkdir',
      path: '/data/.lock',
    });
    expect(unusableIfRefused('/data', error)).toMatchObject({
      message: expect.stringContaining(
        'DATA_DIR /data cannot be used: the file system is read-only (EROFS) (at /data/.lock). ',
      ),
    });
    const other = new Error('a fault of our own');
    expect(unusableIfRefused('/data', other)).toBe(other);
  });

  it('that takes no farewell note any more is let go all the same', async () => {
    const dir = tempDir();
    const log = await openLog(dir);
    mkdirSync(join(dir, '.lock', '1.json.new'));
    await expect(log.close()).resolves.toBeUndefined();
  });
});
