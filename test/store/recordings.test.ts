import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepRecordings } from '../../store/recordings.ts';
import { tempDir } from './temp-log.ts';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 4, 2, 12);

function keeping(dataDir: string) {
  const told: unknown[] = [];
  const lost: number[] = [];
  const time = { now: NOON };
  const kept = keepRecordings({
    ...{ dataDir, mode: 'demo', keepDays: 2, now: () => time.now },
    onFault: (error) => told.push(error),
    onLost: () => lost.push(time.now),
  });
  return { kept, told, lost, time };
}

it('keeps the lines of a day in their order in a file of that day, and files for so many days', async () => {
  const dir = tempDir();
  const { kept, time, told } = keeping(dir);
  expect(await kept.files()).toEqual([]);
  for (let day = 0; day < 5; day += 1) {
    time.now = NOON + day * DAY;
    kept.write(`first of ${day}`);
    kept.write(`second of ${day}`);
  }
  const files = await kept.files();
  expect(files.map((path) => path.slice(-10))).toEqual(['2026-05-04', '2026-05-05', '2026-05-06']);
  expect(readFileSync(files.at(-1)!, 'utf8')).toBe('\nfirst of 4\nsecond of 4\n');
  expect(told).toEqual([]);
});

it('deletes nothing that is not its own', async () => {
  const dir = tempDir();
  const folder = join(dir, 'recordings/demo');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  const { kept } = keeping(dir);
  kept.write('a line');
  await kept.idle();
  expect(readdirSync(folder)).toEqual(['2026-05-02', 'notes.txt']);
});

it('tells once that it cannot write, and goes on when it can', async () => {
  const dir = tempDir();
  writeFileSync(join(dir, 'recordings'), 'in the way');
  const { kept, told, lost } = keeping(dir);
  kept.write('lost');
  kept.write('lost, too');
  await kept.idle();
  expect(told).toHaveLength(1);
  expect(lost).toHaveLength(2);
  rmSync(join(dir, 'recordings'));
  kept.write('kept');
  const [file] = await kept.files();
  expect(file && existsSync(file) && readFileSync(file, 'utf8')).toBe('\nkept\n');
});

it('begins a line of its own after one that was torn', async () => {
  const dir = tempDir();
  mkdirSync(join(dir, 'recordings/demo'), { recursive: true });
  writeFileSync(join(dir, 'recordings/demo/2026-05-02'), '{"op":"mc');
  const { kept } = keeping(dir);
  kept.write('whole');
  const [file] = await kept.files();
  expect(readFileSync(file!, 'utf8').split('\n')).toEqual(['{"op":"mc', 'whole', '']);
});
