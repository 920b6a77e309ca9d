import { expect, it } from 'vitest';
import { createShown } from '../../src/dashboard/shown.ts';
import { appWith } from '../commands/bench-app.ts';

const shown = () => createShown(appWith(), async () => [], false);

it('makes what never changes once for all who ask, by its name', async () => {
  const { remembered } = shown();
  const journal = {};
  let made = 0;
  const make = async () => {
    made += 1;
    return made;
  };
  expect(await Promise.all([remembered(journal, 'a', make), remembered(journal, 'a', make)])).toEqual([1, 1]);
  expect(await remembered(journal, 'b', make)).toBe(2);
  expect(await remembered({}, 'a', make)).toBe(3);
  expect(await remembered(null, 'a', make)).toBe(4);
  expect(await remembered(null, 'a', make)).toBe(5);
});

it('makes again what could not be made', async () => {
  const { remembered } = shown();
  const journal = {};
  await expect(remembered(journal, 'a', () => Promise.reject(new Error('no disk')))).rejects.toThrow(
    'no disk',
  );
  expect(await remembered(journal, 'a', async () => 'made')).toBe('made');
});
