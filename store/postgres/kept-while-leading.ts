import type { Leadership } from '../../src/leadership.ts';
import type { KeptTexts } from '../kept-value.ts';

/** Written by the stream's leader alone: one that another has followed would put its older values back. */
export const keptWhileLeading = (
  texts: KeptTexts,
  { left, lapsed }: Pick<Leadership, 'left' | 'lapsed'>,
): KeptTexts => ({
  ...texts,
  write: async (name, text) => {
    const why = left() === 0 ? (lapsed() ?? 'another process may have followed by now') : null;
    if (why !== null) throw new Error(`${texts.placeOf(name)} is left as it is: ${why}`);
    await texts.write(name, text);
  },
});
