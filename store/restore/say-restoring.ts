import { basename } from 'node:path';
import type { State } from '../../src/core/state.ts';
import type { PresentLog } from './present-log.ts';
import type { Restoring } from './restore-backup.ts';

export interface Said {
  readonly out: readonly string[];
  /** Warnings, and refusals. */
  readonly err: readonly string[];
}

/** What a person must know of it. `now`: wall-clock ms. */
export function sayRestoring(restoring: Restoring, now: number): Said {
  const { eventFile, state } = restoring;
  switch (restoring.done) {
    case 'refused':
      return {
        out: [],
        err: [
          `Refused, and nothing was changed. ${whatIsLost(restoring)}`,
          `With --force the backup takes its place all the same, and ${eventFile} is kept beside it.`,
        ],
      };
    case 'nothing to do':
      return { out: [`${eventFile} holds the same ${extent(state)} already: nothing was changed.`], err: [] };
    case 'restored':
      return {
        out: [`${eventFile} now holds ${extent(state)}, head ${state.head}.`, ...keptWhere(restoring)],
        err: [...warnings(restoring), ...inLive(restoring, now)],
      };
  }
}

const extent = ({ seq, at }: Pick<State, 'seq' | 'at'>): string =>
  `${seq} event${seq === 1 ? '' : 's'}, the last of ${at}`;

const presentExtent = ({ last }: PresentLog): string => (last === null ? 'no event' : extent(last));

function whatIsLost({ eventFile, present, relation, state }: Restoring): string {
  const [there, here] = [presentExtent(present), extent(state)];
  switch (relation) {
    case 'ahead': {
      const more = (present.last?.seq ?? 0) - state.seq;
      return `${eventFile} has ${more} event${more === 1 ? '' : 's'} more than the backup: it holds ${there}, the backup ${here}.`;
    }
    case 'parted':
      return `${eventFile} began as the same log and went another way: it holds ${there}, the backup ${here}, and each has events that the other has not.`;
    default:
      return `${eventFile} is another log: it began ${present.first?.at} and holds ${there}; the backup holds ${here}.`;
  }
}

function keptWhere({ kept, present }: Restoring): readonly string[] {
  if (kept === null) return [];
  const damage = present.damage === null ? '' : `; damaged in ${present.damage}`;
  return [`What was there is kept in ${kept} (${presentExtent(present)}${damage}).`];
}

function warnings(restoring: Restoring): readonly string[] {
  const { present, relation, state, hadHead, setBack } = restoring;
  const { acknowledged } = present;
  const isOther = relation === 'parted' || relation === 'another log';
  const lost = isOther ? 0 : Math.max(acknowledged ?? 0, present.last?.seq ?? 0) - state.seq;
  return [
    ...(hadHead
      ? []
      : [
          'Warning: no head file stood beside the backup: it is whole in itself, and nothing else vouches for its end.',
        ]),
    ...(isOther ? [`Warning: ${whatIsLost(restoring)}`] : []),
    ...(lost > 0
      ? [
          `Warning: the log that was there went to event ${state.seq + lost}: what happened in the last ${lost} is not known to this one. Anchors of those events stay on Discord, and /verify will name them.`,
        ]
      : []),
    ...(setBack.length > 0
      ? [
          `What is told to ${setBack.join(', ')} goes on after event ${state.seq}; what was told of later ones stays told.`,
        ]
      : []),
  ];
}

/** What real money makes of it. */
function inLive({ mode, state, eventFile }: Restoring, now: number): readonly string[] {
  if (mode !== 'live') return [];
  const until = state.armed?.keep === true ? state.armed.until : null;
  const isArmed = until !== null && Date.parse(until) > now;
  return [
    `Live: bets placed after ${state.at} are not in ${basename(eventFile)}. The start compares the exchange's orders with it, pauses betting for each that it does not know, and names it: take it over with /adopt, or resume once it is settled.`,
    ...(isArmed
      ? [
          `Live: in this log betting is armed until ${until}. Where nothing stands against it, the start goes on betting.`,
        ]
      : []),
  ];
}
