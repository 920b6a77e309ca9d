import { DateTime } from 'luxon';
import type { App } from '../../app.ts';
import type { Suggestion } from '../../command.ts';
import { allCycles } from '../views/statistics.ts';

const DAYS = [
  ['Today', 0],
  ['Yesterday', 1],
  ['A week ago', 7],
] as const;

/** Moments of the log: the last start, beginnings of days, and of each cycle, the newest first. */
export function* suggestMoments(app: App): Generator<Suggestion> {
  const { startedWith, ledger } = app.state();
  if (startedWith !== null)
    yield {
      name: `Last start of the program, event ${startedWith.last}`,
      value: `#${startedWith.last}`,
    };
  yield* days(app);
  for (const { epoch, cycle, startedAt } of allCycles(ledger)) {
    const before = epoch < ledger.epoch ? ' (before reset)' : '';
    yield { name: `Cycle ${cycle}${before} begins, ${localTime(startedAt, app)}`, value: startedAt };
  }
}

/** Those that the log reaches back to. */
function* days({ state, timeZone, now }: App): Generator<Suggestion> {
  const { began } = state();
  const today = DateTime.fromMillis(now(), { zone: timeZone }).startOf('day');
  for (const [name, ago] of DAYS) {
    const day = today.minus({ days: ago });
    if (began === null || day.toMillis() < Date.parse(began)) return;
    yield { name: `${name} at 00:00, ${day.toFormat('ccc d LLL')}`, value: day.toFormat('yyyy-LL-dd') };
  }
}

/** `2 Mar 14:30` */
const localTime = (at: string, { timeZone }: App): string =>
  DateTime.fromISO(at, { zone: timeZone }).toFormat('d LLL HH:mm');
