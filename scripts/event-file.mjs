/** How far the bets are that an event file tells of, for the runs of the built program. */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 250;
const SETTLED = ['BET_WON', 'BET_LOST', 'BET_VOIDED'];

/** Empty until the file is there; also in the middle of a write, when it is no whole JSON. */
export function readEvents(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).events;
  } catch {
    return [];
  }
}

/**
 * Resolves to how many bets were placed and settled, `{ placed, settled }`, once both are more than `than`. Rejects
 * after two minutes, and where `check` throws: it is called before each look, for what would make waiting vain.
 */
export async function untilSettled(file, check, than = { placed: 0, settled: 0 }) {
  const until = Date.now() + WITHIN_MS;
  while (Date.now() < until) {
    check();
    const counts = countBets(readEvents(file));
    if (counts.placed > than.placed && counts.settled > than.settled) return counts;
    await wait(LOOK_EVERY_MS);
  }
  throw new Error(`no bet was placed and settled within ${WITHIN_MS / 1_000} s`);
}

export function countBets(events) {
  const placed = events.filter(({ type }) => type === 'BET_PLACED').length;
  const settled = events.filter(({ type }) => SETTLED.includes(type)).length;
  return { placed, settled };
}
