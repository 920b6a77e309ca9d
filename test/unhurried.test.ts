import { expect, it } from 'vitest';
import { unhurried } from '../src/unhurried.ts';

it('gives every item, and others their turn while it takes long', async () => {
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  }, 0);
  const items = function* () {
    for (let n = 0; n < 5 || turns === 0; n += 1) {
      const until = performance.now() + 11;
      while (performance.now() < until);
      yield n;
    }
  };
  const given: number[] = [];
  for await (const item of unhurried(items())) given.push(item);
  clearInterval(others);
  expect(given.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
  expect(turns).toBeGreaterThan(0);
});
