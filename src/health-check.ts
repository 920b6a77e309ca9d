import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { readDashboard } from '../config/access.ts';
import { readVariables } from '../config/variables.ts';
import { healthz } from './dashboard/wire/health.ts';

/** Less than whoever watches over the process waits for this program. */
const ANSWER_WITHIN_MS = 4_000;

/** Where a server that listens on every address of its machine is asked from within. */
const FROM_WITHIN: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '[::1]'],
  ['[::]', '[::1]'],
]);

/** As an address has it: an address of IPv6 stands in brackets there. */
function hostIn(host: string): string {
  const within = FROM_WITHIN.get(host) ?? host;
  return isIPv6(within) ? `[${within}]` : within;
}

/**
 * Asks the bot that runs with the same environment how it is, for whoever watches over its process. Prints one line.
 * The exit code: 0 where it is well enough to go on, 1 where it is worth starting anew or does not answer.
 */
async function main(): Promise<number> {
  const { host, port } = readDashboard(
    readVariables(process.env, (path) => readFileSync(path, 'utf8'), []),
    [],
  );
  if (port === 0) return tell(1, 'DASHBOARD_PORT is 0, any free port: set it to one that can be asked.');
  const url = `http://${hostIn(host)}:${port}/healthz`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS), redirect: 'error' });
    const { ok, standby, components } = healthz.parse(await response.json());
    const states = components
      .filter(({ state }) => state !== 'off')
      .map(({ component, state }) => `${component} ${state}`);
    return tell(
      ok ? 0 : 1,
      `${ok ? 'Well' : 'Not well'}${standby ? ', standing by' : ''}: ${states.join(', ')}.`,
    );
  } catch (error) {
    return tell(1, `No answer from ${url}: ${reasonOf(error)}.`);
  }
}

function tell(code: number, line: string): number {
  process.stdout.write(`${line}\n`);
  return code;
}

/** What fetch says itself is no more than that it failed. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error instanceof Error ? error : new Error(String(error));
  if (name === 'TimeoutError') return `none within ${ANSWER_WITHIN_MS / 1_000} s`;
  if (name === 'ZodError' || name === 'SyntaxError') return 'another program has that port';
  return cause instanceof Error ? cause.message : message;
}

process.exit(await main());
