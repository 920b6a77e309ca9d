import { describe, expect, it } from 'vitest';
import type { Look } from '../../src/console/look.ts';
import { renderNotice, renderReply } from '../../src/console/render-reply.ts';
import type { Reply } from '../../src/reply.ts';

const look: Look = {
  width: Number.POSITIVE_INFINITY,
  colour: false,
  timeZone: 'UTC',
  now: Date.parse('2026-11-23T12:00:00.000Z'),
};

const bet: Reply = {
  title: 'The open bet',
  tone: 'open',
  text: ['Kick-off ', { at: '2026-11-23T12:05:30.000Z' }, '.'],
  fields: [
    { name: 'Stake', value: '1.00 GBP' },
    { name: 'Selection', value: 'The Draw' },
    { name: 'Pot', value: '3.37 GBP' },
  ],
  table: {
    columns: [
      { name: 'Runner', align: 'left' },
      { name: 'Price', align: 'right' },
      { name: 'At', align: 'left' },
    ],
    rows: [
      ['Arsenal', '2.10', [{ at: '2026-11-22T23:59:59.000Z' }]],
      ['Leeds 日本', '12.00', ''],
    ],
  },
  footer: 'All figures are in GBP.',
  links: [{ label: 'Older', command: 'history', options: { page: 2, show: 'all of it' } }],
};

describe('a reply on the console', () => {
  it('is text in aligned columns, moments in the local time and from now', () => {
    expect(renderReply(bet, look)).toBe(
      [
        '🎯 The open bet',
        'Kick-off 12:05:30 UTC (in 6 min).',
        'Stake      1.00 GBP',
        'Selection  The Draw',
        'Pot        3.37 GBP',
        '',
        'Runner      Price  At',
        'Arsenal      2.10  22 Nov 23:59:59',
        'Leeds 日本  12.00',
        'All figures are in GBP.',
        'Older: history page:2 show:"all of it"',
      ].join('\n'),
    );
  });

  it("shows times as they are in the operator's zone", () => {
    const shown = renderReply(bet, { ...look, timeZone: 'Europe/Berlin' });
    expect(shown).toContain('13:05:30 CET (in 6 min)');
  });

  it('fits the width', () => {
    const text = 'A long sentence that has to be broken somewhere, since nobody has a screen that wide.';
    const fields = [{ name: 'A name', value: text }];
    const shown = renderReply({ ...bet, text, fields, footer: text }, { ...look, width: 40 });
    for (const line of shown.split('\n').slice(0, -1)) expect(line.length).toBeLessThanOrEqual(40);
    expect(shown.replace(/\s+/g, ' ')).toContain('since nobody');
  });

  it('has colours only where they are wanted', () => {
    expect(renderReply(bet, { ...look, colour: true })).toContain('\u001b[');
    expect(renderReply(bet, look)).not.toContain('\u001b[');
  });

  it('hands nothing to the terminal that would be obeyed', () => {
    const reply: Reply = { title: 'a\u001b[2J\u0007b', tone: 'good', text: 'x\u202ey\u009bz' };
    expect(renderReply(reply, look)).toBe('✅ a [2J b\nxy z');
  });

  it.each([
    [499, 'now'],
    [9_000, 'in 9 s'],
    [-61_000, '1 min ago'],
    [7_200_000, 'in 2 h'],
    [-432_000_000, '5 days ago'],
    [299_600, 'in 5 min'],
    [59_700, 'in 1 min'],
    [59.6 * 60_000, 'in 1 h'],
    [47.6 * 3_600_000, 'in 2 days'],
  ])('says of a moment %d ms away: %s', (ms, words) => {
    const at = new Date(look.now + ms).toISOString();
    expect(renderReply({ title: 't', tone: 'neutral', text: [{ at }] }, look)).toContain(`(${words})`);
  });
});

describe('a notice on the console', () => {
  it('is one to three lines', () => {
    expect(renderNotice('2026-11-23T11:59:00.000Z', { ...bet, footer: 'Two\nlines.' }, look)).toBe(
      [
        '11:59:00 🎯 The open bet',
        '  Kick-off 12:05:30 UTC (in 6 min). Two; lines.',
        '  Stake 1.00 GBP · Selection The Draw · Pot 3.37 GBP',
      ].join('\n'),
    );
    expect(renderNotice('2026-11-23T11:59:00.000Z', { title: 'Over', tone: 'good' }, look)).toBe(
      '11:59:00 ✅ Over',
    );
  });
});
