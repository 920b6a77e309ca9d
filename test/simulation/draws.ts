import type { Random } from '../../src/random.ts';

/** What draws are for; draws for different uses are unrelated. */
export const DRAWS = {
  config: 1,
  ids: 2,
  commands: 3,
  disk: 4,
  machine: 5,
  late: 6,
  habits: 7,
  database: 8,
  kinds: 1_000,
} as const;

export type Draws = (use: keyof typeof DRAWS, more?: number) => Random;
