import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Event, Mode } from '../src/core/events.ts';

export interface BotProcess {
  readonly child: ChildProcess;
  readonly dir: string;
  /** Everything it has written so far, on standard output and standard error. */
  said(): string;
  events(): readonly Event[];
  /** Resolves when the event file satisfies the condition; rejects after two minutes with what it holds. */
  until(wanted: string, holds: (events: readonly Event[]) => boolean): Promise<readonly Event[]>;
  /** The exit code, or the signal that ended it. */
  ended(): Promise<number | string>;
  /** Types a line at its console. */
  type(line: string): void;
}

export interface SpawnWanted {
  readonly dir: string;
  /** Whose event file is read. */
  readonly mode: Mode;
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A module that is loaded before the program, and hears what is sent to the process. */
  readonly preload?: string;
}

const WITHIN_MS = 120_000;

/** The built program as a process of its own, with nothing of this machine's settings. */
export function spawnBot({ dir, mode, flags, env, preload }: SpawnWanted): BotProcess {
  const others = Object.entries(process.env).filter(
    ([name]) => !/^(BETFAIR|DISCORD|DASHBOARD)_|^(CONFIG_FILE|LOG_DIR)$/.test(name),
  );
  const first = preload === undefined ? [] : ['--import', pathToFileURL(resolve(preload)).href];
  const child = spawn(process.execPath, [...first, resolve('dist/src/main.js'), ...flags], {
    cwd: dir,
    stdio: ['pipe', 'pipe', 'pipe', preload === undefined ? 'ignore' : 'ipc'],
    env: { ...Object.fromEntries(others), DATA_DIR: dir, DASHBOARD_PORT: '0', ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const exit = once(child, 'exit');
  const events = (): readonly Event[] => readEventFile(dir, mode);
  return {
    child,
    dir,
    said: () => said,
    events,
    until: async (wanted, holds) => {
      const until = Date.now() + WITHIN_MS;
      for (;;) {
        const found = events();
        if (holds(found)) return found;
        if (child.exitCode !== null) throw new Error(`the bot ended with ${child.exitCode}:\n${said}`);
        if (Date.now() > until)
          throw new Error(`not seen: ${wanted}; ${found.map(({ type }) => type).join(', ')}\n${said}`);
        await new Promise((again) => setTimeout(again, 50));
      }
    },
    type: (line) => void child.stdin?.write(`${line}\n`),
    ended: async () => {
      const [code, signal] = await exit;
      return code ?? signal;
    },
  };
}

/** Empty where there is none, and in the middle of a write, when it is no whole JSON. */
export function readEventFile(dir: string, mode: Mode = 'demo'): readonly Event[] {
  const file = join(dir, `betting_events.${mode}.json`);
  if (!existsSync(file)) return [];
  try {
    return JSON.parse(readFileSync(file, 'utf8')).events;
  } catch {
    return [];
  }
}
