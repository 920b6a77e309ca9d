import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { writeEventFile } from '../../../bench/sample-file.ts';
import { lifeFacts } from '../../../bench/sample-life.ts';
import { listBackups } from '../../../store/backup/backup-folder.ts';
import type { backupInWorker } from '../../../store/backup/backup-in-worker.ts';
import { type BackupOrder, keepBackup } from '../../../store/backup/keep-backup.ts';
import { openLog, tempDir } from '../temp-log.ts';
import { eventsIn, filesIn, orderFor } from './backup-order.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

const PROGRAM = fileURLToPath(new URL('./backup-process.ts', import.meta.url));
const EVENTS = 10_000;

/** So many events do not fit in so much memory. */
const LONG = 40_000;
const LITTLE_MB = 24;

/** To back up a life of so many events, each append as it was or all of them as one. */
async function bench(events = EVENTS, asOne = false): Promise<BackupOrder> {
  const dir = tempDir();
  const appends = [...lifeFacts(events)];
  const [first, ...more] = appends.flat();
  const all = asOne && first !== undefined ? [[first, ...more] as const] : appends;
  writeEventFile(join(dir, 'betting_events.demo.json'), all);
  const log = await openLog(dir);
  return orderFor(log, join(dir, 'backups'));
}

/** Makes backups in a process of its own, a second of its clock apart; `wrap` is what it is started under. */
function backUp(order: BackupOrder, times: number, wrap: readonly string[] = []) {
  const args = [process.execPath, '--import', 'tsx', PROGRAM, JSON.stringify(order), `${times}`];
  const [command = '', ...rest] = [...wrap, ...args];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'close');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  return { child, ended, said: () => said };
}

type IsSeen = (files: readonly string[], before: number) => boolean;

/** What the folder shows while one is being made, in the order of its steps. */
const STEPS: readonly (readonly [string, IsSeen])[] = [
  ['packed', (files) => files.some((name) => name.endsWith('.new'))],
  ['unpacked', (files) => files.some((name) => name.startsWith('.checking'))],
  ['given its name', (files, before) => files.filter((name) => name.endsWith('.gz')).length > before / 2],
];

describe('a backup that is killed', () => {
  it.each(STEPS)(
    'while it is %s leaves nothing that counts as one, and nothing at all with the next',
    async (_, isSeen) => {
      const order = await bench();
      mkdirSync(order.folder);
      const at = (minute: number): Partial<BackupOrder> => ({
        name: { ...order.name, at: `2026-11-26T05:${minute}:00.000Z` },
      });
      for (const minute of [10, 20, 30]) {
        const before = filesIn(order.folder).length;
        const { child, said, ended } = backUp({ ...order, ...at(minute) }, 1_000);
        await vi.waitUntil(() => isSeen(filesIn(order.folder), before), { timeout: 60_000, interval: 1 });
        child.kill('SIGKILL');
        await ended;
        expect(said()).not.toContain('none');
        for (const { file } of await listBackups(order.folder, order.name))
          expect(eventsIn(join(order.folder, file)).at(-1)).toMatchObject(order.head);
        const { kept } = await keepBackup({ ...order, ...at(minute + 5) });
        expect(filesIn(order.folder)).toHaveLength(2 * kept.length);
      }
    },
  );
});

const canMount = (() => {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('a disk', () => {
  it('that takes no file so long leaves nothing behind, and says so', async () => {
    const order = await bench();
    const { said, ended } = backUp(order, 1, ['prlimit', `--fsize=${3 * 1024 * 1024}`]);
    await ended;
    expect(said()).toMatch(/^none: the file has reached the size limit .*EFBIG/);
    expect(filesIn(order.folder)).toEqual([]);
  });

  it.runIf(canMount)('without the room for it is left alone, with how much is missing', async () => {
    const order = await bench();
    mkdirSync(order.folder);
    const mount = `mount -t tmpfs -o size=36m none ${order.folder} && exec "$@"`;
    const { said, ended } = backUp(order, 1, ['unshare', '--mount', 'sh', '-c', mount, 'sh']);
    await ended;
    expect(said()).toMatch(
      /^none: the copy takes \d+ MB to be made and checked, and its disk has 38 MB free\n$/,
    );
  });

  it.runIf(canMount)('that is read-only is named', async () => {
    const order = await bench();
    mkdirSync(order.folder);
    const mount = `mount -t tmpfs -o size=100m,ro none ${order.folder} && exec "$@"`;
    const { said, ended } = backUp(order, 1, ['unshare', '--mount', 'sh', '-c', mount, 'sh']);
    await ended;
    expect(said()).toMatch(/^none: the file system is read-only \(EROFS\)\n$/);
  });
});

describe('the thread in which the bot has its backups made', () => {
  const inWorker: typeof backupInWorker = (...args) =>
    import(pathToFileURL(resolve('dist/store/backup/backup-in-worker.js')).href).then((built) =>
      built.backupInWorker(...args),
    );
  const { signal } = new AbortController();

  it('makes one as it is made elsewhere', async () => {
    const order = await bench();
    const { kept } = await inWorker(order, signal);
    expect(eventsIn(join(order.folder, kept[0].file)).at(-1)).toMatchObject(order.head);
  });

  it('takes no more memory for a long log than for a short one', async () => {
    const order = await bench(LONG);
    const { kept } = await inWorker(order, signal, LITTLE_MB);
    expect(kept[0]).toMatchObject({ seq: LONG });
  });

  it('ends alone where the memory is too little, says so, and leaves nothing behind', async () => {
    const order = await bench(LONG, true);
    await expect(inWorker(order, signal, LITTLE_MB)).rejects.toThrow(
      'replaying the copy takes more memory than the 24 MB that the machine or the container has to spare',
    );
    expect(filesIn(order.folder)).toEqual([]);
  });

  it('says what it was told is wrong, and is called off at once', async () => {
    const order = await bench();
    await expect(inWorker({ ...order, digest: 'f'.repeat(64) }, signal)).rejects.toThrow(
      `the copy comes to another state at seq ${EVENTS} than the bot has in its memory`,
    );
    const ending = new AbortController();
    const made = inWorker(order, ending.signal);
    await vi.waitUntil(() => filesIn(order.folder).length > 0, { timeout: 60_000, interval: 1 });
    ending.abort();
    await expect(made).rejects.toThrow('it was called off');
    expect(await listBackups(order.folder, order.name)).toEqual([]);
    await expect(inWorker(order, ending.signal)).rejects.toThrow('it was called off');
  });
});
