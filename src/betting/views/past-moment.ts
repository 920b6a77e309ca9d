import { DateTime } from 'luxon';
import type { App } from '../../app.ts';
import type { Refused } from '../../command.ts';
import type { State } from '../../core/state.ts';
import type { Point } from '../../core/state-history.ts';

const POINT_HINT = 'an event such as #120, or a time such as 2026-03-02, 2026-03-02T14:30 or 14:30 of today';

/** Reads what a person typed, local times in the app's time zone; null where it is no point. */
function readPoint(typed: string, { timeZone, now }: Pick<App, 'timeZone' | 'now'>): Point | null {
  const seq = /^#?(\d{1,12})$/.exec(typed)?.[1];
  if (seq !== undefined) return { seq: Number(seq) };
  const today = DateTime.fromMillis(now(), { zone: timeZone });
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(typed);
  const moment =
    clock === null
      ? DateTime.fromISO(typed.replace(' ', 'T'), { zone: timeZone })
      : today.set({ hour: Number(clock[1]), minute: Number(clock[2]), second: 0, millisecond: 0 });
  return moment.isValid ? { at: new Date(moment.toMillis()).toISOString() } : null;
}

/** The state at a point that a person typed; refused where it is none, or before the first event. */
export async function stateAtTyped(app: App, typed: string): Promise<State | Refused> {
  const point = readPoint(typed, app);
  if (point === null)
    return { refused: 'no_point', message: `"${typed}" is no point of the log: give ${POINT_HINT}.` };
  const state = await app.past(point);
  if (state.seq > 0) return state;
  return { refused: 'no_point', message: `The log has nothing as early as "${typed}".` };
}
