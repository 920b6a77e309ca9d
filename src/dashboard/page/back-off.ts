const FIRST_MS = 1_000;
const MOST_MS = 15_000;

/** Milliseconds to wait before the attempt after so many failures; `chance` (0 to 1) keeps many pages apart. */
export const backOff = (failures: number, chance: number): number =>
  Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1)) * (0.75 + chance / 2);
