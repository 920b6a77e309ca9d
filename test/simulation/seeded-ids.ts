import { v7 } from 'uuid';
import type { Random } from '../../src/random.ts';

/** UUIDs of version 7 that depend on nothing but the clock and the draws. */
export function seededIds(now: () => number, random: Random): () => string {
  return () => {
    const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
    return v7({ msecs: now(), random: bytes });
  };
}
