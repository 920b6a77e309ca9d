import { type Position, START } from './event-file/layout.ts';

const STEP = 1024;

export interface PositionIndex {
  note(position: Position): void;
  /** The last noted one at or before that seq; the file's start where there is none. */
  before(seq: number): Position;
}

/** Remembers one position about every thousand events, so that reading can begin near its place. */
export function positionIndex(): PositionIndex {
  const noted: Position[] = [START];
  return {
    note: (position) => {
      if (position.seq >= (noted.at(-1) ?? START).seq + STEP) noted.push(position);
    },
    before: (seq) => noted.findLast((position) => position.seq <= seq) ?? START,
  };
}
