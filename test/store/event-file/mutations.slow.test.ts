import { describe, expect, it } from 'vitest';
import { ACKNOWLEDGED, type Acknowledged, expectAsDesigned } from './as-designed.ts';
import { closedCuts, cuts, flips, lineChanges, type Mutation, shifts, tornAppends } from './mutations.ts';
import { EVENTS, headAt, openBytes, WHOLE } from './small-file.ts';

async function expectAll(mutations: readonly Mutation[], acknowledged: Acknowledged): Promise<void> {
  for (const { name, bytes } of mutations) await expectAsDesigned(name, { bytes, acknowledged });
}

describe.each(ACKNOWLEDGED)(
  'a file of which the head file says %j is repaired or refused with the place',
  (seq) => {
    it('wherever it was cut', () => expectAll(cuts(), seq));

    it('whichever byte has a bit flipped', () =>
      expectAll(
        flips((offset) => offset % 8),
        seq,
      ));

    it('whichever line was removed, doubled or swapped with which', () => expectAll(lineChanges(), seq));
  },
);

describe.each(['missing', 1, 3] as const)(
  'a file of which the head file says %j is repaired or refused with the place',
  (seq) => {
    it('wherever it was cut and closed again', () => expectAll(closedCuts(), seq));

    it('whichever pages of an append and of the room after it reached the disk', () =>
      expectAll([...tornAppends(1, 3, 128), ...tornAppends(3, 5, 128), ...tornAppends(4, 5, 64)], seq));
  },
);

describe('a file of which the head file says 3 of 5 is repaired or refused with the place', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])('whichever byte has bit %i flipped', (bit) =>
    expectAll(
      flips(() => bit),
      3,
    ),
  );

  it('whichever byte was removed or doubled', () => expectAll(shifts(), 3));
});

describe('a head file', () => {
  const head = Buffer.from(JSON.stringify(headAt(5)));

  it('with any bit of any byte flipped is taken for unreadable, or the file is refused where the two differ', async () => {
    for (let at = 0; at < 8 * head.length; at += 1) {
      const flipped = Buffer.from(head);
      flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at % 8));
      const { refused, seqs, opening, files } = await openBytes(WHOLE, flipped.toString('latin1'));
      const named = /^\{"seq":(\d),"hash":"[0-9a-f]{64}"\}$/.exec(flipped.toString('latin1'))?.[1];
      if (named === undefined) {
        expect([seqs, opening?.notes]).toEqual([
          EVENTS.map(({ seq }) => seq),
          [expect.stringMatching(/unreadable/)],
        ]);
      } else {
        const place = Math.min(Number(named), 6);
        expect([at, refused?.line, refused?.seq]).toEqual([at, place + 1, place]);
        expect(files['betting_events.demo.json']?.equals(WHOLE)).toBe(true);
        expect(files['betting_events.demo.head.json']?.equals(flipped)).toBe(true);
      }
    }
  });

  it('cut anywhere is taken for unreadable, and the file at its own word', async () => {
    for (let length = 0; length < head.length; length += 1) {
      const { seqs, opening } = await openBytes(WHOLE, head.toString('latin1', 0, length));
      expect([seqs, opening?.notes]).toEqual([
        EVENTS.map(({ seq }) => seq),
        [expect.stringMatching(/unreadable/)],
      ]);
    }
  });
});
