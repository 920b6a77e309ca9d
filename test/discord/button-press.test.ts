import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ButtonPress, createButtonIds } from '../../src/discord/button-press.ts';

const options = fc.dictionary(
  // No command can have an option of that name: zod leaves it out of every record.
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((name) => name !== '__proto__'),
  fc.oneof(
    fc.string({ unit: 'grapheme' }),
    // JSON has no -0.
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    fc.boolean(),
  ),
  { maxKeys: 4, noNullPrototype: true },
);
const user = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String);
const command = fc.stringMatching(/^[a-z]{1,32}$/);
const press: fc.Arbitrary<ButtonPress> = fc.oneof(
  fc.record({ kind: fc.constant('yes' as const), user, command, token: fc.string(), options }),
  fc.record({ kind: fc.constant('no' as const), user, command, token: fc.string() }),
  fc.record({ kind: fc.constantFrom('page' as const, 'open' as const), place: fc.nat(24), command, options }),
);

describe('a custom id', () => {
  it('is at most 100 characters and brings the press back', () => {
    const ids = createButtonIds();
    fc.assert(
      fc.property(press, (given) => {
        const id = ids.write(given);
        expect(id.length).toBeLessThanOrEqual(100);
        expect(ids.read(id)).toEqual(given);
      }),
    );
  });

  it('of a usual question works after a restart', () => {
    const given: ButtonPress = {
      kind: 'yes',
      user: '18446744073709551615',
      command: 'reset',
      token: '0198f0a2-7b6e-7c3d-9a4f-2f1d8c0b5e6a',
      options: { stake: 12.5 },
    };
    expect(createButtonIds().read(createButtonIds().write(given))).toEqual(given);
  });

  it('of a press too long for it is known until the restart', () => {
    const given: ButtonPress = {
      kind: 'open',
      place: 0,
      command: 'skip',
      options: { team: 'x'.repeat(100) },
    };
    const ids = createButtonIds();
    const id = ids.write(given);
    expect(ids.read(id)).toEqual(given);
    expect(createButtonIds().read(id)).toBeNull();
  });

  it.each(['', 'old', '[]', '["y"]', '["x",1,"a",{}]', '["p","0","a",{}]', '{"kind":"yes"}'])(
    '%j of someone else is nothing',
    (id) => {
      expect(createButtonIds().read(id)).toBeNull();
    },
  );

  it('differs between two links to the same command', () => {
    const ids = createButtonIds();
    const link = { kind: 'open', command: 'help', options: {} } as const;
    expect(ids.write({ ...link, place: 0 })).not.toBe(ids.write({ ...link, place: 1 }));
  });
});
