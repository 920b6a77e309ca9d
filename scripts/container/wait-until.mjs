import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 500;
const WITHIN_MS = 60_000;

/**
 * Looks again and again until `look` resolves to null, and not to why that is not `what` is waited for. Resolves to the
 * milliseconds that it took; rejects after a minute, and where the container has ended.
 */
export async function waitFor(container, what, look) {
  const began = performance.now();
  for (;;) {
    container.mustRun();
    const why = await look();
    const waited = Math.round(performance.now() - began);
    if (why === null) return waited;
    if (waited > WITHIN_MS)
      throw new Error(`${container.name} is not ${what} after ${waited} ms: ${why}\n${container.said()}`);
    await wait(LOOK_EVERY_MS);
  }
}

/** As an engine does it, with the `test` of a health check. */
export function untilHealthy(container, [kind, ...command]) {
  if (kind !== 'CMD') throw new Error(`a health check of the kind ${kind} is not understood here`);
  return waitFor(container, 'healthy', async () => {
    const { code, out } = await container.exec(...command);
    return code === 0 ? null : out;
  });
}

/** Resolves to its exit code; rejects where it still runs after `withinMs`. */
export async function untilEnded(container, withinMs = WITHIN_MS) {
  const code = await Promise.race([container.ended(), wait(withinMs, null, { ref: false })]);
  if (code === null)
    throw new Error(`${container.name} still runs after ${withinMs} ms\n${container.said()}`);
  return code;
}

/** Tells it to end; resolves to the milliseconds that it took. Rejects where that is more than 5,000, or no orderly end. */
export async function endInOrder(container, { StopSignal }) {
  const asked = performance.now();
  container.signal(StopSignal);
  const code = await untilEnded(container, 5_000);
  if (code !== 0)
    throw new Error(
      `${container.name} ended with ${code} after ${StopSignal}, not with 0\n${container.said()}`,
    );
  return Math.round(performance.now() - asked);
}
