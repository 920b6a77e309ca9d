import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Chain, newestFirst, prepend, rememberedFold } from '../../src/core/chain.ts';

const chainOf = (items: readonly string[], onto: Chain<string> = null): Chain<string> =>
  items.reduce<Chain<string>>((chain, item) => prepend(item, chain), onto);

test('a remembered fold is the fold from the oldest item on, however the list has grown in between', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string())), (growths) => {
      const written = rememberedFold<string, string>('', (sum, item) => `${sum}/${item}`);
      let chain: Chain<string> = null;
      for (const growth of growths) {
        chain = chainOf(growth, chain);
        const whole = [...newestFirst(chain)].reverse();
        expect(written(chain)).toBe(whole.reduce((sum, item) => `${sum}/${item}`, ''));
      }
    }),
  );
});

test('a remembered fold takes an item of a grown list once, and other branches as they are', () => {
  const taken: string[] = [];
  const count = rememberedFold<string, number>(0, (sum, item) => {
    taken.push(item);
    return sum + 1;
  });
  const trunk = chainOf(['a', 'b']);
  expect(count(trunk)).toBe(2);
  expect(count(chainOf(['c'], trunk))).toBe(3);
  expect(count(chainOf(['d', 'e'], trunk))).toBe(4);
  expect(taken).toEqual(['a', 'b', 'c', 'd', 'e']);
});
