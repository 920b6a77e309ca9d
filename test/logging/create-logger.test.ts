import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLogger, type LoggerOptions } from '../../src/logging/create-logger.ts';
import { createRedactor } from '../../src/logging/redactor.ts';

function folder() {
  const dir = mkdtempSync(join(tmpdir(), 'rollover-logs-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

function start(options: Partial<LoggerOptions> = {}) {
  const stderr = new PassThrough();
  let shown = '';
  stderr.setEncoding('utf8').on('data', (chunk) => {
    shown += chunk;
  });
  const dir = options.dir ?? folder();
  const logger = createLogger({
    level: 'info',
    redactor: createRedactor(['marked-secret']),
    colour: false,
    now: Date.now,
    ...options,
    stderr,
    dir,
  });
  return {
    logger,
    dir,
    shown: () => shown,
    async close() {
      await logger.close();
      stderr.end();
      await once(stderr, 'end');
      return shown;
    },
  };
}

const logFiles = (dir: string) => readdirSync(dir).filter((name) => name.endsWith('.log'));
const today = () => new Date().toISOString().slice(0, 10);

describe('the logger', () => {
  it('writes readable lines to standard error and JSON lines to a file of the day', async () => {
    const bot = start({ now: () => Date.UTC(2026, 10, 23, 6, 7, 8, 9) });
    bot.logger.info('Bet placed', { event: 'Arsenal v Leeds', stake: 100 });
    bot.logger.warn('Slow');
    const shown = await bot.close();
    expect(shown).toBe(
      '2026-11-23T06:07:08.009Z INFO  Bet placed event="Arsenal v Leeds" stake=100\n2026-11-23T06:07:08.009Z WARN  Slow\n',
    );
    expect(logFiles(bot.dir)).toEqual([`rollover-${today()}.log`]);
    const [first] = readFileSync(join(bot.dir, `rollover-${today()}.log`), 'utf8').split('\n');
    expect(JSON.parse(first ?? '')).toEqual({
      at: '2026-11-23T06:07:08.009Z',
      level: 'info',
      message: 'Bet placed',
      facts: { event: 'Arsenal v Leeds', stake: 100 },
    });
  });

  it('says nothing below its level', async () => {
    const bot = start({ level: 'warn' });
    bot.logger.debug('a');
    bot.logger.info('b');
    bot.logger.error('c');
    expect(await bot.close()).toMatch(/^\S+ ERROR c\n$/);
  });

  it('keeps secrets out of standard error and every file, at every level', async () => {
    const bot = start({ level: 'debug' });
    for (const level of ['debug', 'info', 'warn', 'error'] as const)
      bot.logger[level]('with marked-secret', {
        error: new Error('marked-secret', { cause: { password: 'pass-1' } }),
        'marked-secret': 'marked-secret',
        token: 'token-1',
      });
    const everything =
      (await bot.close()) + readdirSync(bot.dir).map((name) => readFileSync(join(bot.dir, name), 'utf8'));
    expect(everything.match(/\[redacted\]/g)?.length).toBeGreaterThan(20);
    for (const secret of ['marked-secret', 'pass-1', 'token-1']) expect(everything).not.toContain(secret);
  });

  it('shows an error with its code and causes in one line, its stack only in the file', async () => {
    const bot = start();
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    bot.logger.error('No prices', { error: new Error('The exchange is away', { cause }) });
    expect(await bot.close()).toMatch(
      /No prices error="The exchange is away" because "refused \(ECONNREFUSED\)"\n$/,
    );
    expect(readFileSync(join(bot.dir, `rollover-${today()}.log`), 'utf8')).toContain('create-logger.test.ts');
  });

  it('lets no outside text forge a line or a colour', async () => {
    const bot = start();
    bot.logger.info('Team\n2026 ERROR forged \u001b[31m', { name: 'x\u001b[2J' });
    const shown = await bot.close();
    expect(shown.split('\n')).toHaveLength(2);
    expect(shown).not.toContain('\u001b');
  });

  it('makes a new file at 10 MB', async () => {
    const bot = start({ level: 'info' });
    const facts = { text: Array.from({ length: 100 }, (_, i) => `${i} ${'x'.repeat(7_000)}`) };
    for (let i = 0; i < 20; i++) bot.logger.info('much', facts);
    await bot.close();
    expect(logFiles(bot.dir)).toHaveLength(2);
  });
});

describe('a log disk that fails', () => {
  it('is told once on standard error, and the program goes on', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    const bot = start({ dir: join(file, 'logs') });
    for (const message of ['one', 'two', 'three']) bot.logger.info(message);
    const shown = await bot.close();
    expect(shown.match(/Log files cannot be written/g)).toHaveLength(1);
    expect(shown).toMatch(/one[\s\S]*two[\s\S]*three/);
  });

  it('in the middle is tried again half a minute later, and its return is told', async () => {
    let now = Date.now();
    const dir = folder();
    const file = join(dir, `rollover-${today()}.log`);
    symlinkSync('/dev/full', file);
    const bot = start({ dir, now: () => now });
    bot.logger.info('lost on disk');
    await expect.poll(bot.shown).toContain('Log files cannot be written');
    rmSync(file);
    bot.logger.info('still lost');
    now += 30_000;
    bot.logger.info('written');
    now += 30_000;
    bot.logger.info('later');
    const shown = await bot.close();
    expect(shown.match(/Log files cannot be written/g)).toHaveLength(1);
    expect(shown).toContain('Log files are written again');
    const written = readFileSync(file, 'utf8').trim().split('\n');
    expect(written.map((line) => JSON.parse(line).message)).toEqual([
      'written',
      'Log files are written again',
      'later',
    ]);
  });
});
