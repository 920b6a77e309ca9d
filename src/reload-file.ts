import { Mutex } from 'async-mutex';
import type { App, Reloaded, Reread } from './app.ts';
import type { Clock } from './clock.ts';
import type { By } from './command.ts';

interface ReloadParts {
  readonly reread: () => Reread;
  readonly submit: App['submit'];
  readonly clock: Pick<Clock, 'now'>;
}

const DAY_MS = 86_400_000;

/**
 * Reads the configuration again. What can hold at once does from the moment on in which it is in the log: an event
 * that cannot be written changes nothing. One at a time: a second one finds what the first one left to be changed.
 */
export function createReload(parts: ReloadParts): (by: By) => Promise<Reloaded> {
  const turn = new Mutex();
  return (by) => turn.runExclusive(() => reload(parts, by));
}

async function reload({ reread, submit, clock }: ReloadParts, by: By): Promise<Reloaded> {
  const read = reread();
  if (read.kind === 'faults') return read;
  const { settings, held, waiting, adopt } = read;
  if (held.length > 0) {
    const now = clock.now();
    const answer = await submit(
      {
        kind: 'reload_file',
        now: new Date(now).toISOString(),
        raisesHoldFrom: new Date(now + DAY_MS).toISOString(),
        settings,
        changed: held,
      },
      by,
    );
    if ('refused' in answer) return answer;
    adopt();
  }
  return { kind: 'reloaded', held, waiting };
}
