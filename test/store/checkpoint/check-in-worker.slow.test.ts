import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeEventFile } from '../../../bench/sample-file.ts';
import { lifeFacts } from '../../../bench/sample-life.ts';
import { createStateHistory } from '../../../src/core/state-history.ts';
import type { CheckOrder } from '../../../store/checkpoint/check-behind.ts';
import type { checkInWorker } from '../../../store/checkpoint/check-in-worker.ts';
import { readCheckpoint } from '../../../store/checkpoint/checkpoint.ts';
import { openLog, tempDir } from '../temp-log.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

const inWorker: typeof checkInWorker = (...args) =>
  import(pathToFileURL(resolve('dist/store/checkpoint/check-in-worker.js')).href).then((built) =>
    built.checkInWorker(...args),
  );

const LITTLE_MB = 24;
const ENOUGH_MB = 512;

/** To check a log of one append, which has to be held whole, and for which that is too little. */
async function bench(): Promise<CheckOrder> {
  const dir = tempDir();
  const eventFile = join(dir, 'betting_events.demo.json');
  const [first, ...more] = [...lifeFacts(40_000)].flat();
  if (first !== undefined) writeEventFile(eventFile, [[first, ...more]]);
  const history = createStateHistory();
  let state = history.begin([], () => []);
  const log = await openLog(dir, {
    folding: {
      begin: () => undefined,
      take: (append) => {
        state = history.fold(state, append);
      },
    },
  });
  log.keep(history.kept());
  await log.close();

  const checkpoint = await readCheckpoint(eventFile);
  if (checkpoint === null || typeof checkpoint === 'string') throw new Error(`no checkpoint: ${checkpoint}`);
  return { eventFile, checkpoint };
}

describe('the thread in which a log is checked behind a start', () => {
  const { signal } = new AbortController();

  it('that dies of too little memory is followed by one with all that there is to spare', async () => {
    expect(await inWorker(await bench(), signal, LITTLE_MB, () => ENOUGH_MB)).toBeNull();
  });

  it('that dies of that once more says so', async () => {
    await expect(inWorker(await bench(), signal, LITTLE_MB, () => LITTLE_MB)).rejects.toThrow(
      'reading it takes more memory than the 24 MB that the machine or the container has to spare',
    );
  });

  it('is called off at once', async () => {
    const ending = new AbortController();
    const checked = inWorker(await bench(), ending.signal, LITTLE_MB, () => ENOUGH_MB);
    ending.abort();
    expect(await checked).toBeNull();
  });
});
