import { type Position, START } from './event-file/layout.ts';

const STEP = 1024;

export interface PositionIndex {
  note(position: Position): void;
  /** The last noted one at or before that seq; the file's start where there is none. */
  before(seq: number): Position;
  /** The first one that is remembered at or after that seq; the last noted one where there is none. */
  after(seq: number): Position;
  last(): Position;
}

/** Remembers one position about every thousand events, so that reading can begin near its place. */
export function positionIndex(): PositionIndex {
  const noted: Position[] = [START];
  let last = START;
  return {
    note: (position) => {
      last = position;
      if (position.seq >= (noted.at(-1) ?? START).seq + STEP) noted.push(position);
    },
    before: (seq) => noted.findLast((position) => position.seq <= seq) ?? START,
    after: (seq) => noted.find((position) => position.seq >= seq) ?? last,
    last: () => last,
  };
}
