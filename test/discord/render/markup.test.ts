import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkup, writeHeading, writeMarkup, writePlain } from '../../../src/discord/render/markup.ts';

/** What Discord shows of escaped text: a backslash before punctuation is taken away. */
const shown = (markup: string) => markup.replace(/\\([^0-9A-Za-z\s])/g, '$1');

describe('text from outside', () => {
  it.each([
    ['*Bold* FC', '\\*Bold\\* FC'],
    ['__Under_score__', '\\_\\_Under\\_score\\_\\_'],
    ['~~gone~~ ||hidden|| `code`', '\\~\\~gone\\~\\~ \\|\\|hidden\\|\\| \\`code\\`'],
    ['[Arsenal](https://evil.example)', '\\[Arsenal](https\\://evil.example)'],
    ['<@123> <#4> <t:1:R> <:emoji:5>', '\\<@123> \\<#4> \\<t:1:R> \\<:emoji:5>'],
    [
      '# Heading\n> quote\n- item\n-# small\n1. first',
      '\\# Heading\n\\> quote\n\\- item\n\\-# small\n1\\. first',
    ],
    ['back\\slash', 'back\\\\slash'],
  ])('%j is written as %j', (text, markup) => {
    expect(escapeMarkup(text)).toBe(markup);
  });

  it('leaves figures and ordinary names as they are', () => {
    for (const text of [
      '-0.17',
      "Borussia M'gladbach v 1. FC Köln",
      '3.50 (5 %)',
      '1,476.67',
      'Match Odds #2',
    ])
      expect(escapeMarkup(text)).toBe(text);
  });

  it('may be of any length', () => {
    expect(writeMarkup('a*'.repeat(100_000), 5)).toBe('a\\*a…');
  });

  it('is shown as it stands, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(shown(escapeMarkup(text))).toBe(text);
      }),
    );
  });

  it('loses characters that could turn a line around or break a request', () => {
    expect(escapeMarkup('a\u202eb\u0000c\ud800d\r\ne')).toBe('abcd\ne');
  });
});

describe('writeMarkup', () => {
  it('writes a moment so that Discord keeps it true', () => {
    expect(writeMarkup(['starts ', { at: '2026-07-14T03:33:20.900Z' }], 100)).toBe('starts <t:1784000000:R>');
  });

  it('writes a person as a mention, which text from outside cannot do', () => {
    expect(writeMarkup(['by ', { user: '129' }, ' <@130>'], 100)).toBe('by <@129> \\<@130>');
    expect(writePlain(['by ', { user: '129' }], 100)).toBe('by Discord user 129');
  });

  it('never passes its limit, and never ends within an escape or a moment', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constant({ at: '2026-07-14T03:33:20.000Z' }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.integer({ min: 1, max: 80 }), (text, limit) => {
        const markup = writeMarkup(text, limit);
        expect(markup.length).toBeLessThanOrEqual(limit);
        expect(markup).not.toMatch(/(?<!\\)(\\\\)*\\…$/);
        expect(markup.replaceAll('<t:1784000000:R>', '')).not.toMatch(/(?<!\\)</);
        expect(markup).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});

it('a heading is one line and never empty', () => {
  expect(writeHeading('  a\n b ', 100)).toBe('a b');
  expect(writeHeading(' \n', 100)).toBe('–');
});

it('where Discord draws no moments they are times in UTC', () => {
  expect(writePlain(['ends ', { at: '2026-07-14T03:33:20.000Z' }], 100)).toBe('ends 14 Jul 03:33 UTC');
});
