import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeTable } from '../../../src/discord/render/write-table.ts';
import type { Table } from '../../../src/reply.ts';

const narrow: Table = {
  columns: [
    { name: 'Leg', align: 'right' },
    { name: 'Bet', align: 'left' },
    { name: 'Pot', align: 'right' },
  ],
  rows: [
    ['1', 'Arsenal', '3.37'],
    ['10', 'The Draw', '1,476.67'],
  ],
};

describe('a table', () => {
  it('that fits a phone is a code block with straight columns', () => {
    expect(writeTable(narrow, 1000)).toBe(
      ['```', 'Leg  Bet            Pot', '  1  Arsenal       3.37', ' 10  The Draw  1,476.67', '```'].join(
        '\n',
      ),
    );
  });

  it('that is wider than a phone has one line for each row', () => {
    const wide: Table = {
      columns: [
        { name: 'Event', align: 'left' },
        { name: 'Stake', align: 'right' },
        { name: 'Kick-off', align: 'left' },
      ],
      rows: [['Wolverhampton Wanderers v *Brighton*', '1.00', [{ at: '2026-07-14T03:33:20.000Z' }]]],
    };
    expect(writeTable(wide, 1000)).toBe(
      '**Wolverhampton Wanderers v \\*Brighton\\*** · Stake 1.00 · Kick-off <t:1784000000:R>',
    );
  });

  it('says that the times in a code block are UTC', () => {
    const timed: Table = {
      columns: [{ name: 'At', align: 'left' }],
      rows: [[[{ at: '2026-07-14T03:33:20Z' }]]],
    };
    expect(writeTable(timed, 1000)).toBe('Times in UTC\n```\nAt\n14 Jul 03:33\n```');
  });

  it('cannot be broken out of by a name', () => {
    const hostile: Table = { columns: [{ name: 'Event', align: 'left' }], rows: [['```\n@everyone']] };
    expect(writeTable(hostile, 1000)).toBe("```\nEvent\n''' @everyone\n```");
  });

  it('counts the rows for which there is no room', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => [String(i), 'Arsenal', '3.37']);
    const markup = writeTable({ ...narrow, rows }, 600);
    const shown = markup.split('\n').filter((line) => line.includes('Arsenal')).length;
    expect(markup).toMatch(new RegExp(`\\n\`\`\`\\n... and ${10_000 - shown} more$`));
    expect(shown).toBeGreaterThan(5);
  });

  it('without rows is nothing', () => {
    expect(writeTable({ ...narrow, rows: [] }, 1000)).toBe('');
  });

  it('never passes its room', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 24 });
    const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 1000 }), (given, room) => {
        expect(writeTable({ ...narrow, rows: given }, room).length).toBeLessThanOrEqual(room);
      }),
    );
  });
});
