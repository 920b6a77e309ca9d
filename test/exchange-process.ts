import { onTestFinished } from 'vitest';
import { type ExchangeProcess, spawnExchange } from './spawn-exchange.ts';

/** The built exchange as a process of its own, or another command that starts it; killed after the test. */
export function startExchangeProcess(...[flags, command]: Parameters<typeof spawnExchange>): ExchangeProcess {
  const exchange = spawnExchange(flags, command);
  onTestFinished(() => void exchange.child.kill('SIGKILL'));
  return exchange;
}
