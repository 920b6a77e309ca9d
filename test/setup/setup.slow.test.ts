import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { tempDir } from '../store/temp-log.ts';

/** The built program in that folder, with this on its standard input. */
async function setUp(dir: string, input: string, flags: readonly string[] = []) {
  const child = spawn(process.execPath, [resolve('dist/src/setup.js'), ...flags], {
    cwd: dir,
    env: { PATH: process.env['PATH'] },
  });
  child.stdin.end(input);
  const ended = once(child, 'exit');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [exitCode] = await ended;
  return { exitCode, out, err };
}

const TOKEN = `${Buffer.from('123456789012345678').toString('base64url')}.made.up`;

it('writes both files from lines, shows the invitation and no secret, and changes nothing the second time', async () => {
  const dir = tempDir();
  const lines = `DISCORD_TOKEN=${TOKEN}\nDISCORD_GUILD_ID=5\nbetting.min_odds=2.5\nlimits.max_daily_loss=10\n`;
  const { exitCode, out, err } = await setUp(dir, lines);
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toContain('  .env: DISCORD_TOKEN, DISCORD_GUILD_ID\n');
  expect(out).toContain(
    'https://discord.com/oauth2/authorize?client_id=123456789012345678&scope=bot+applications',
  );
  expect(out).toContain('It starts as a demo');
  expect(out).not.toContain(TOKEN);
  expect(readFileSync(join(dir, '.env'), 'utf8')).toBe(`DISCORD_TOKEN=${TOKEN}\nDISCORD_GUILD_ID=5\n`);
  expect(statSync(join(dir, '.env')).mode & 0o777).toBe(0o600);
  const config = join(dir, 'config', 'betting_config.json');
  expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({
    betting: { min_odds: 2.5 },
    limits: { max_daily_loss: 10 },
  });
  writeFileSync(join(dir, 'answers'), lines);
  const again = await setUp(dir, '', ['--answers', 'answers']);
  expect(again).toMatchObject({ exitCode: 0, out: expect.stringContaining('Nothing is to be changed.') });
});

it('writes nothing where anything is wrong', async () => {
  const dir = tempDir();
  const { exitCode, out, err } = await setUp(
    dir,
    'betting.min_odds=2.55\nDISCORD_TOKEN=very-secret\nDATA_DIR=d\nX=1\n',
  );
  expect([exitCode, out]).toEqual([2, '']);
  expect(err).toBe('answers: X; no such variable or setting\nNothing was written.\n');
  expect(readdirSync(dir)).toEqual([]);
});

it('says which file it could not write, and leaves the one alone that would name it', async () => {
  const dir = tempDir();
  const { exitCode, err } = await setUp(dir, 'CONFIG_FILE=/proc/rollover.json\nbetting.min_odds=2\n');
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^\/proc\/rollover\.json cannot be written: .*\. Nothing was written\.\n$/);
  expect(readdirSync(dir)).toEqual([]);
});

it('writes where a link leads, and takes no answer for less than it is', async () => {
  const dir = tempDir();
  writeFileSync(join(dir, 'kept'), 'DATA_DIR=d\n');
  symlinkSync('kept', join(dir, '.env'));
  expect((await setUp(dir, 'LOG_DIR="a#b"\n')).exitCode).toBe(0);
  expect(readFileSync(join(dir, 'kept'), 'utf8')).toBe("DATA_DIR=d\nLOG_DIR='a#b'\n");
  expect(lstatSync(join(dir, '.env')).isSymbolicLink()).toBe(true);
  expect(await setUp(dir, 'LOG_DIR=x\nPING_URL=https://very#secret\n')).toEqual({
    exitCode: 2,
    out: '',
    err: 'answers:2: PING_URL; would end before its #: put it within quotes\nNothing was written.\n',
  });
});

it('explains itself', async () => {
  expect(await setUp(tempDir(), '', ['--help'])).toMatchObject({ exitCode: 0, err: '' });
  expect(await setUp(tempDir(), '', ['--answer', 'x'])).toMatchObject({
    exitCode: 2,
    err: expect.stringMatching(/'--answer'.* \(see --help\); nothing was written\.\n$/),
  });
  expect(await setUp(tempDir(), '', ['--answers', 'none'])).toMatchObject({
    exitCode: 2,
    err: 'none cannot be read: there is no such file or folder (ENOENT); nothing was written.\n',
  });
});
