import { expect, it } from 'vitest';
import { keptWhileLeading } from '../../../store/postgres/kept-while-leading.ts';
import { memoryDatabase } from './memory-database.ts';

it('keeps nothing for who leads no longer, so that it puts no older value back', async () => {
  const { kept } = memoryDatabase().tables('demo');
  let lapsed: string | null = null;
  let left = 1;
  const mine = keptWhileLeading(kept, { left: () => left, lapsed: () => lapsed });
  await mine.write('outbox.discord', '4');
  left = 0;
  await kept.write('outbox.discord', '5');
  await expect(mine.write('outbox.discord', '4')).rejects.toThrow(/outbox\.discord.*may have followed/);
  lapsed = 'another process has taken over the stream';
  await expect(mine.write('outbox.discord', '4')).rejects.toThrow(/outbox\.discord.*taken over the stream/);
  expect(await mine.read('outbox.discord')).toBe('5');
});
