import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

interface Said {
  readonly kind: string;
  readonly value: { [key: string]: unknown } | number | null;
}

export interface HolderProcess {
  readonly child: ChildProcess;
  /** Everything it has said. */
  readonly said: readonly Said[];
  /** The next thing it says. */
  next(): Promise<Said>;
  /** Asks for one append and returns its outcome. */
  append(): Promise<Said>;
  kill(signal: NodeJS.Signals): void;
  ended(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('./holder-process.ts', import.meta.url));

/** Starts a process of its own that takes the DATA_DIR; `wrap` is what it is started under. */
export function spawnHolder(
  dir: string,
  {
    heartbeatMs = 2_000,
    what = 'lines',
    wrap = [],
  }: { heartbeatMs?: number; what?: string; wrap?: string[] } = {},
): HolderProcess {
  const [command = '', ...args] = [
    ...wrap,
    process.execPath,
    '--import',
    'tsx',
    PROGRAM,
    dir,
    `${heartbeatMs}`,
    what,
  ];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const exit = once(child, 'close');
  const said: Said[] = [];
  const waiting: ((line: Said) => void)[] = [];
  let told = 0;
  const deliver = (): void => {
    for (; told < said.length && waiting.length > 0; told += 1) waiting.shift()?.(said[told] as Said);
  };
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    said.push(JSON.parse(line));
    deliver();
  });
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
  };
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    kill('SIGKILL');
    await exit;
  });
  const next = (): Promise<Said> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      deliver();
    });
  return {
    child,
    said,
    next,
    append: () => {
      child.stdin?.write('append\n');
      return next();
    },
    kill,
    ended: async () => {
      await exit;
    },
  };
}
