import { type Finding, fail, pass, skip, warning } from './finding.ts';

/** What a server said the time was, both in wall-clock ms; `theirs` NaN where it said none that can be read. */
export interface DateSeen {
  readonly host: string;
  readonly theirs: number;
  readonly ours: number;
}

/** A Date header is to the second, and an answer takes a while. */
const TOLERATED_MS = 5_000;
const TOO_FAR_MS = 60_000;

/** This computer's clock beside those of the servers that answered. */
export function checkClock(dates: readonly DateSeen[]): Finding {
  // What a server sends in that header is whatever it likes.
  const told = dates.filter(({ theirs }) => !Number.isNaN(theirs));
  const [furthest] = told.toSorted((a, b) => skew(b) - skew(a));
  if (furthest === undefined)
    return dates.length === 0
      ? skip('Clock', 'nothing outside was asked, so that there is nothing to compare it with.')
      : skip(
          'Clock',
          'no server that was asked told a time that can be read, so that there is none to compare it with.',
        );
  const { host, ours, theirs } = furthest;
  const seconds = Math.round(skew(furthest) / 1_000);
  if (skew(furthest) <= TOLERATED_MS) return pass('Clock', `it agrees with that of ${host}.`);
  const said = `it is ${seconds.toLocaleString('en')} s ${ours > theirs ? 'ahead of' : 'behind'} that of ${host}`;
  const remedy = 'start times and the limits of a day are judged by it; set it, and keep it right with NTP';
  return (skew(furthest) > TOO_FAR_MS ? fail : warning)('Clock', `${said}: ${remedy}.`);
}

const skew = ({ ours, theirs }: DateSeen): number => Math.abs(ours - theirs);
