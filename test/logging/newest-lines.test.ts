import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../../src/logging/create-logger.ts';
import { newestLines } from '../../src/logging/newest-lines.ts';
import { createRedactor } from '../../src/logging/redactor.ts';

function folder(files: Readonly<Record<string, readonly string[]>> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'rollover-logs-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(dir, name), `${lines.join('\n')}\n`);
  return dir;
}

const at = '2026-11-23T06:00:00.000Z';
const line = (message: string, level = 'info', facts?: object) =>
  JSON.stringify({ at, level, message, facts });

const texts = async (dir: string, n: number, level: 'debug' | 'info' | 'warn' | 'error' = 'info') =>
  (await newestLines(dir, { n, level }, createRedactor())).map(({ text }) => text);

describe('the newest lines of the log', () => {
  it('are read from the newest file on, over days and parts of a day', async () => {
    const dir = folder({
      'rollover-2026-11-22.log': [line('yesterday')],
      'rollover-2026-11-23.log': [line('first'), line('second')],
      'rollover-2026-11-23.2.log': [line('fourth')],
      'rollover-2026-11-23.10.log': [line('fifth')],
      'rollover-2026-11-23.1.log': [line('third')],
      '.rotation.json': ['{}'],
      'notes.log': [line('not ours')],
    });
    expect(await texts(dir, 50)).toEqual(['fifth', 'fourth', 'third', 'second', 'first', 'yesterday']);
    expect(await texts(dir, 2)).toEqual(['fifth', 'fourth']);
  });

  it('leave out what is less grave', async () => {
    const levels = ['debug', 'info', 'warn', 'error'];
    const dir = folder({ 'rollover-2026-11-23.log': levels.map((level) => line(`a ${level}`, level)) });
    expect(await texts(dir, 9, 'debug')).toEqual(['a error', 'a warn', 'a info', 'a debug']);
    expect(await texts(dir, 9, 'warn')).toEqual(['a error', 'a warn']);
  });

  it('pass over what a crash has torn and what only looks like a line', async () => {
    const torn = line('torn').slice(0, -5);
    const strange = JSON.stringify({ at: 'noon', level: 'info', message: 'x' });
    const quoted = JSON.stringify({ at, level: 'debug', message: 'x', facts: { level: 'info' } });
    const dir = folder({ 'rollover-2026-11-23.log': [line('whole'), strange, quoted, torn] });
    expect(await texts(dir, 9)).toEqual(['whole']);
  });

  it('are none where there is no folder, and a folder that cannot be read is told', async () => {
    const dir = folder();
    expect(await texts(join(dir, 'none'), 9)).toEqual([]);
    mkdirSync(join(dir, 'rollover-2026-11-23.log'));
    await expect(texts(dir, 9)).rejects.toThrow('EISDIR');
  });

  it('are those that the logger has written, without a secret, also one that is known only now', async () => {
    const dir = folder();
    const logger = createLogger({
      level: 'info',
      dir,
      redactor: createRedactor(['marked-secret']),
      stderr: new PassThrough().resume(),
      colour: false,
      now: Date.now,
    });
    logger.info('Logged in', { with: 'marked-secret', and: 'later-secret' });
    await logger.close();
    const [newest] = await newestLines(dir, { n: 1, level: 'info' }, createRedactor(['later-secret']));
    expect(newest).toMatchObject({
      level: 'info',
      text: 'Logged in with="[redacted]" and=[redacted]',
    });
  });
});
