import { writeFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { systemClock } from '../../src/clock.ts';
import { EventFileRefused } from '../../store/event-file/event-file-refused.ts';
import { DataDirLocked } from '../../store/lock/data-dir-locked.ts';
import { openEventLog } from '../../store/lowdb-event-log.ts';
import { requested, resumed } from './sample-facts.ts';
import { silent } from './temp-log.ts';

/**
 * A bot without betting, for tests with real processes: `DIR HEARTBEAT_MS WHAT`. Takes the DATA_DIR, says so,
 * then appends one event for each line it reads, or without end for `forever`, telling each outcome.
 */
const [dir = '', heartbeat = '', what = 'lines'] = process.argv.slice(2);

const say = (kind: string, value: unknown = null): void => {
  writeFileSync(1, `${JSON.stringify({ kind, value })}\n`);
};

try {
  const log = await openEventLog({
    dir,
    mode: 'demo',
    clock: systemClock,
    newId: () => v7(),
    logger: silent,
    heartbeatMs: Number(heartbeat),
  });
  say('open', { head: log.head(), notes: log.opened.notes });
  const append = async (): Promise<string> => {
    const fact = what === 'requests' ? requested : resumed('x'.repeat(200));
    const answer = await log.append({
      facts: [fact],
      actor: 'system',
      cause: 'c',
      expectedSeq: log.head().seq,
    });
    say(
      answer.kind,
      answer.kind === 'failed'
        ? { reason: answer.reason, lost: log.leadership.left() === 0 }
        : log.head().seq,
    );
    return answer.kind;
  };
  if (what === 'lines') {
    for await (const _ of process.stdin) await append();
    await log.close();
  } else {
    while ((await append()) === 'appended');
  }
} catch (error) {
  if (!(error instanceof DataDirLocked || error instanceof EventFileRefused)) throw error;
  say('refused', { code: error.code, message: error.message });
}
