import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

/** `npm start` on a new data folder, with nothing of this machine's settings. */
function npmStart(...flags: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'rollover-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const others = Object.entries(process.env).filter(
    ([name]) => !/^(BETFAIR|DISCORD|DASHBOARD)_|^CONFIG_FILE$/.test(name),
  );
  const env = { ...Object.fromEntries(others), DATA_DIR: folder, LOG_DIR: join(folder, 'logs') };
  const npm = spawn('npm', ['start', '--', '--speed', '3600', ...flags], { env });
  return { npm, lastEvent: () => events(folder).at(-1) };
}

const events = (folder: string): { type: string; data: object }[] =>
  JSON.parse(readFileSync(join(folder, 'betting_events.demo.json'), 'utf8')).events;

async function hasStarted(npm: ChildProcessByStdio<Writable, Readable, Readable>) {
  for await (const chunk of npm.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false }))
    if (chunk.includes('has started')) break;
  npm.stdout.resume();
  npm.stderr.resume();
}

describe('npm start', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'leaves no process behind when npm gets %s: the bot ends in order within five seconds',
    async (signal) => {
      const { npm, lastEvent } = npmStart();
      await hasStarted(npm);
      npm.kill(signal);
      // Closed means that nobody holds the pipes any more, whoever the bot's parent was.
      await once(npm, 'close', { signal: AbortSignal.timeout(5_000) });
      expect(lastEvent()?.type).toBe('BOT_STOPPED');
    },
  );

  it('answers what it reads from a pipe, and exits with 0 after quit', async () => {
    const { npm, lastEvent } = npmStart('--console');
    npm.stderr.resume();
    npm.stdin.end('status\nhistory 5\nquit\n');
    const [shown, [code]] = await Promise.all([text(npm.stdout), once(npm, 'exit')]);
    expect(code).toBe(0);
    expect(shown).toMatch(/Cycle 1[\s\S]*Target[\s\S]*Stopping/);
    expect(lastEvent()).toMatchObject({
      type: 'BOT_STOPPED',
      data: { reason: expect.stringMatching(/quit/i) },
    });
  });

  it('says every fault of the configuration on standard error and exits with 2', async () => {
    const { npm } = npmStart('--sped', '5', '--replay');
    const [shown, said, [code]] = await Promise.all([text(npm.stdout), text(npm.stderr), once(npm, 'exit')]);
    expect(code).toBe(2);
    expect(shown).not.toContain('sped;');
    expect(said).toContain('did you mean --speed?');
    expect(said).toContain('--replay; needs at least one file');
  });
});
