import { describe, it } from 'vitest';
import { ACKNOWLEDGED, expectAsDesigned } from './as-designed.ts';
import { cuts, edited, flips, type Mutation, olderFile } from './mutations.ts';
import { documentOf, ENDS, EVENTS, WHOLE } from './small-file.ts';

describe.each(ACKNOWLEDGED)('a file of which the head file says %j', (acknowledged) => {
  it('is refused where an older one ends below it, and half an append in the older one counts for nothing', async () => {
    for (const seq of [0, 1, 2, 3, 4, 5]) {
      await expectAsDesigned(`older, up to ${seq}`, { bytes: olderFile(seq), acknowledged });
    }
  });

  it('is repaired or refused with the place where it is damaged, or cut, at the end of any line', async () => {
    const ends = ['{"events":['.length, ...ENDS, WHOLE.lastIndexOf('\n')];
    const atAnEnd = (_: Mutation, offset: number) => ends.some((end) => Math.abs(end - offset) <= 1);
    const mutations = [...flips((offset) => offset % 8).filter(atAnEnd), ...cuts().filter(atAnEnd)];
    for (const { name, bytes } of mutations) await expectAsDesigned(name, { bytes, acknowledged });
  });

  it('is refused with the place, or loses what nobody acknowledged, whichever event is edited and hashed anew with whichever after it', async () => {
    for (const { seq } of EVENTS)
      for (let hashed = seq; hashed <= EVENTS.length; hashed += 1) {
        const bytes = documentOf(edited(seq, hashed));
        const events = edited(seq, EVENTS.length);
        await expectAsDesigned(`${seq} edited, hashed up to ${hashed}`, { bytes, acknowledged, events });
      }
  });
});
