import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { FAULT } from '../core/evolve.ts';
import type { Logger } from '../logging/logger.ts';

export interface StopRequest {
  /** As the log and the farewell will say it, such as `quit at the console`. */
  readonly reason: string;
  /** `broken`: the program cannot go on; `replaced`: another process does its work. */
  readonly how: 'in order' | 'broken' | 'replaced';
}

export interface StopRequests {
  /** Resolves with the first request. */
  readonly requested: Promise<StopRequest>;
  /** Aborted with it. */
  readonly ending: AbortSignal;
  request(reason: string, how?: StopRequest['how']): void;
  /** Called for each SIGHUP where no terminal can have been closed: the sign to read the configuration again. */
  onHangUp(listener: () => void): void;
}

const PARENT_CHECK_MS = 500;

const SIGNALS = {
  SIGINT: 'Ctrl-C was pressed (SIGINT)',
  SIGTERM: 'the system asked the bot to end (SIGTERM)',
} as const;

/**
 * Gathers what may end the program: signals, a fault that nothing caught, the parent's death where it is
 * watched, and whoever calls `request`.
 */
export function stopRequests(
  logger: Logger,
  { watchParent, hasTerminal }: { readonly watchParent: boolean; readonly hasTerminal: boolean },
): StopRequests {
  let request: StopRequests['request'] = () => {};
  const ending = new AbortController();
  const requested = new Promise<StopRequest>((resolve) => {
    request = (reason, how = 'in order') => {
      resolve({ reason, how });
      ending.abort();
    };
  });
  for (const [signal, reason] of Object.entries(SIGNALS)) process.on(signal, () => request(reason));
  const hungUp = new EventEmitter();
  process.on('SIGHUP', () => {
    if (hasTerminal) request('the terminal was closed (SIGHUP)');
    else hungUp.emit('SIGHUP');
  });
  const onFault = (error: unknown): void => {
    logger.error('A fault that nothing caught; the bot stops in order.', { error });
    request(FAULT, 'broken');
  };
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);
  if (watchParent) void parentGone().then(() => request('its parent process has gone'));
  return {
    requested,
    ending: ending.signal,
    request,
    onHangUp: (listener) => void hungUp.on('SIGHUP', listener),
  };
}

/** A process whose parent dies is given another one. */
async function parentGone(): Promise<void> {
  const parent = process.ppid;
  while (process.ppid === parent) await sleep(PARENT_CHECK_MS, undefined, { ref: false });
}
