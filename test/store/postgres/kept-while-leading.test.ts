import { expect, it } from 'vitest';
import { keptWhileLeading } from '../../../store/postgres/kept-while-leading.ts';
import { memoryDatabase } from './memory-database.ts';

it('keeps nothing for who leads no longer, so that it puts no older value back', async () => {
  const { kept } = memoryDatabase().tables('demo');
  let lapsed: string | null = null;
  const mine = keptWhileLeading(kept, { lapsed: () => lapsed });
  await mine.write('outbox.discord', '4');
  lapsed = 'another process has taken over the stream';
  await kept.write('outbox.discord', '5');
  await expect(mine.write('outbox.discord', '4')).rejects.toThrow(/outbox\.discord.*taken over the stream/);
  expect(await mine.read('outbox.discord')).toBe('5');
});
