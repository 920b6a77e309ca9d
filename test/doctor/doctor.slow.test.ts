import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { copyMark } from '../../store/copy-mark.ts';
import { startBotProcess } from '../bot-process.ts';
import { startPostgres } from '../store/postgres/postgres-server.ts';
import { tempDir } from '../store/temp-log.ts';

interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** The built program, with these variables alone. */
const doctor = (dir: string, env: Readonly<Record<string, string>> = {}, flags: readonly string[] = []) =>
  new Promise<Ran>((done) => {
    const options = {
      cwd: dir,
      env: { PATH: process.env['PATH'], DATA_DIR: dir, DASHBOARD_PORT: '0', ...env },
    };
    const child = execFile(
      process.execPath,
      [resolve('dist/src/doctor.js'), ...flags],
      options,
      (_, out, err) => done({ exitCode: child.exitCode ?? -1, out, err }),
    );
  });

/** Every file below, but the heartbeat's times. */
const contentOf = (dir: string): string =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('logs'))
    .map(({ parentPath, name }) => {
      const hash = createHash('sha256')
        .update(readFileSync(join(parentPath, name)))
        .digest('hex');
      return `${join(parentPath, name)} ${hash}`;
    })
    .sort()
    .join('\n');

it('finds a new folder ready for the demo, and leaves it as it was', async () => {
  const dir = tempDir();
  const { exitCode, out, err } = await doctor(dir);
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toMatch(/^pass {5}Configuration: it is right; it would start as a demo/m);
  expect(out).toMatch(/^skip {5}Database: STORE_URL is not set/m);
  expect(out).toMatch(/\n\nReady to start: \d+ passed, \d warnings?, 0 failed, \d not looked at\.\n$/);
  expect(readdirSync(dir)).toEqual([]);
});

it('looks on while a bot runs, and disturbs nothing', async () => {
  const dir = tempDir();
  const bot = startBotProcess({ dir });
  await bot.until('its start', (events) => events.length > 0);
  bot.child.kill('SIGSTOP');
  const before = contentOf(dir);
  const { exitCode, out } = await doctor(dir);
  expect(contentOf(dir)).toBe(before);
  bot.child.kill('SIGCONT');
  expect(out).toMatch(
    new RegExp(`^skip {5}Lock: a bot is running on the data folder: process ${bot.child.pid} `, 'm'),
  );
  expect(out).toMatch(/^pass {5}Event file \(demo\): /m);
  expect(exitCode).toBe(0);
  bot.child.kill('SIGTERM');
  expect(await bot.ended()).toBe(0);
});

it('lists every fault of the configuration, shows no secret, and exits with 1', async () => {
  const dir = tempDir();
  writeFileSync(
    join(dir, 'config.json'),
    '{ "betting": { "min_odds": 9, "max_odds": 3, "initial_stak": 2 } }',
  );
  const env = { CONFIG_FILE: 'config.json', BETFAIR_PASSWORD: 'very-secret', DASHBOARD_PORT: '99999' };
  const { exitCode, out } = await doctor(dir, env);
  expect(exitCode).toBe(1);
  const failed = out.split('\n').filter((line) => line.startsWith('fail'));
  expect(failed.length).toBeGreaterThanOrEqual(6);
  expect(failed.join('\n')).toContain('did you mean initial_stake?');
  expect(out).toContain('skip     Everything else: the configuration must be right first.');
  expect(out).not.toContain('very-secret');
});

it('fails where the event file is gone and its head is left, as a start would', async () => {
  const dir = tempDir();
  writeFileSync(join(dir, 'betting_events.live.head.json'), `{"seq":3,"hash":"${'a'.repeat(64)}"}\n`);
  const { exitCode, out } = await doctor(dir, {
    LOG_DIR: join(dir, 'betting_events.live.head.json', 'logs'),
  });
  expect(exitCode).toBe(1);
  expect(out).toMatch(/^fail {5}Event file \(live\): .*the event file is missing, but its head file/m);
  expect(out).toMatch(/^warning {2}Logs: .* The bot would keep no log and no audit there\./m);
  expect(out).toMatch(/^pass {5}Backups: /m);
});

it('looks at the database that the event log is in, as the bot would', async () => {
  const server = await startPostgres();
  onTestFinished(server.remove);
  const env = { STORE_URL: server.url(await server.newDatabase(), 'bot'), STREAM: 'mine' };
  const well = await doctor(tempDir(), env);
  expect(well.exitCode).toBe(0);
  for (const subject of ['Database', 'Durability', 'Schema', 'Rights', 'Stream', 'Lease'])
    expect(well.out).toMatch(new RegExp(`^pass {5}${subject}: `, 'm'));
  await server.stop();
  const away = await doctor(tempDir(), env);
  expect(away.exitCode).toBe(1);
  expect(away.out).toMatch(/^fail {5}Database: no database answers there/m);
});

it('explains itself', async () => {
  expect(await doctor(tempDir(), {}, ['--help'])).toMatchObject({ exitCode: 0, err: '' });
  expect(await doctor(tempDir(), {}, ['--fix'])).toMatchObject({ exitCode: 2, out: '' });
});

it('says of a copy that no bot starts on it without the address of its stream', async () => {
  const dir = tempDir();
  await copyMark(dir, 'demo').write({ stream: 'mine' });
  const { exitCode, out } = await doctor(dir);
  expect(out).toMatch(
    /^fail {5}Database: \S+demo\.json is a copy of the stream "mine", and STORE_URL is not/m,
  );
  expect(exitCode).toBe(1);
  writeFileSync(copyMark(dir, 'demo').path, 'torn');
  const torn = await doctor(dir);
  expect(torn.out).toMatch(
    /^fail {5}Database: \S+copy_of\.demo\.json does not hold what it is for, such as /m,
  );
});
