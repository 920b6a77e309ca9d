import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** A stream of draws that depends on nothing but its keys (finite numbers); other keys, unrelated draws. */
export function randomFrom(...keys: number[]): Random {
  const generator = xoroshiro128plus(mix(keys));
  return () => uniformFloat64(generator);
}

/** One draw from 0 to 1 for these keys: cheaper than a stream where one is all that is needed. */
export function drawFrom(...keys: number[]): number {
  return (mix(keys) >>> 0) / 2 ** 32;
}

/** A draw from the standard normal distribution (Box-Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The items in an order of their own, all orders being equally likely (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/**
 * MurmurHash3 over the keys' 32-bit halves. Neighbouring keys must not give neighbouring seeds: the
 * first number out of xoroshiro128+ is its seed.
 */
function mix(keys: readonly number[]): number {
  let hash = 0x9747b28c;
  for (const key of keys) {
    hash = block(block(hash, key | 0), Math.floor(key / 2 ** 32) | 0);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function block(hash: number, word: number): number {
  const scattered = Math.imul(word, 0xcc9e2d51);
  const folded = hash ^ Math.imul((scattered << 15) | (scattered >>> 17), 0x1b873593);
  return (Math.imul((folded << 13) | (folded >>> 19), 5) + 0xe6546b64) | 0;
}
