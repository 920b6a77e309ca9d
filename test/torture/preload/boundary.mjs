/**
 * Where the process may be killed: each call of `cross` is a moment between two steps that others can see. The
 * order to die comes from the environment, for a start, or from the parent, for a running process.
 */
import { openSync, writeSync } from 'node:fs';

const { TORTURE_ORDER, TORTURE_TRACE } = process.env;

/** `{ boundary, occurrence, part, signal }`: the signal at the n-th crossing from now; `part` of a torn write gets through. */
let order = TORTURE_ORDER === undefined ? null : JSON.parse(TORTURE_ORDER);

const trace = TORTURE_TRACE === undefined ? null : openSync(TORTURE_TRACE, 'a');
const write = writeSync;

process.on('message', (message) => {
  order = message;
});
// A process of a torture that was ended is not left behind.
process.on('disconnect', die);
process.channel?.unref();

/** The signal takes hold before the call returns: nothing of the program runs after it. */
export function die() {
  process.kill(process.pid, 'SIGKILL');
}

function note(what) {
  if (trace !== null) write(trace, `${Date.now()} ${what}\n`);
}

/** A wanted `X+*` is met by X, whatever is appended together with it. */
const meets = (boundary, wanted) =>
  wanted === boundary || wanted === boundary.replace(/([A-Z_]{2,})(\+[A-Z_]+)*/, '$1+*');

function isDue(boundary) {
  note(boundary);
  if (!meets(boundary, order?.boundary)) return false;
  order.occurrence -= 1;
  return order.occurrence <= 0;
}

/** Passes a boundary, or dies there; or falls asleep, and goes on from there when it is woken. */
export function cross(boundary) {
  if (!isDue(boundary)) return;
  const { signal } = order;
  order = null;
  if (signal === 'SIGSTOP') note('asleep');
  process.kill(process.pid, signal);
}

/** How many of so many bytes may still be written before the process dies; null where it lives on. */
export function tornAt(boundary, length) {
  return isDue(boundary) ? Math.floor(length * order.part) : null;
}
