import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderReply } from '../../../src/discord/render/render-reply.ts';
import type { Reply, Tone } from '../../../src/reply.ts';
import { messageFaults } from '../../discord-standin/message-rules.ts';
import { loadSpecification } from '../../discord-standin/specification.ts';

const specification = loadSpecification(
  resolve(process.env['SHARED_DIR'] ?? '../shared', 'data/discord/discord-openapi-subset.json'),
);

const idOf = (_: unknown, place: number) => `id ${place}`;

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ minLength: 200, maxLength: 5000 }),
);
const moment = fc.constant({ at: '2026-07-14T03:33:20.000Z' });
const text = fc.oneof(name, fc.array(fc.oneof(name, moment), { maxLength: 5 }));
const tones: readonly Tone[] = ['neutral', 'open', 'good', 'bad', 'warning', 'alarm'];
const optional = { requiredKeys: ['title', 'tone'] as ['title', 'tone'] };
const reply: fc.Arbitrary<Reply> = fc.record(
  {
    title: name,
    tone: fc.constantFrom(...tones),
    text,
    fields: fc.array(fc.record({ name, value: text }), { maxLength: 40 }),
    table: fc.integer({ min: 1, max: 6 }).chain((width) =>
      fc.record({
        columns: fc.array(fc.record({ name, align: fc.constantFrom('left' as const, 'right' as const) }), {
          minLength: width,
          maxLength: width,
        }),
        rows: fc.array(fc.array(text, { minLength: width, maxLength: width }), { maxLength: 50 }),
      }),
    ),
    footer: text,
    links: fc.array(fc.record({ label: name, command: name, options: fc.constant({}) }), { maxLength: 40 }),
  },
  optional,
);

function lengthOf(embed: ReturnType<typeof renderReply>['embeds'][0]): number {
  const fields = (embed.fields ?? []).flatMap((field) => [field.name, field.value]);
  return [embed.title, embed.description, embed.footer?.text, ...fields].join('').length;
}

describe('any reply', () => {
  it('keeps within every limit of an embed', () => {
    fc.assert(
      fc.property(reply, (given) => {
        const { embeds, components } = renderReply(given, idOf);
        const [embed] = embeds;
        expect(lengthOf(embed)).toBeLessThanOrEqual(6000);
        expect(embed.title?.length).toBeLessThanOrEqual(256);
        expect(embed.description?.length ?? 1).toBeLessThanOrEqual(4096);
        expect(embed.fields?.length ?? 0).toBeLessThanOrEqual(25);
        for (const field of embed.fields ?? []) {
          expect(field.name.trim().length).toBeGreaterThan(0);
          expect(field.name.length).toBeLessThanOrEqual(256);
          expect(field.value.trim().length).toBeGreaterThan(0);
          expect(field.value.length).toBeLessThanOrEqual(1024);
        }
        expect(components.length).toBeLessThanOrEqual(5);
        for (const { components: buttons } of components) expect(buttons.length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 200 },
    );
  });

  it.skipIf(specification === null)("conforms to Discord's specification", () => {
    fc.assert(
      fc.property(reply, (given) => {
        const { files: _, ...shown } = renderReply(given, idOf);
        expect([
          ...messageFaults(shown, []),
          ...(specification?.check('POST /channels/{channel_id}/messages', shown) ?? []),
        ]).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a reply', () => {
  it('has its tone as colour and as an emoji, for those who see no colours', () => {
    const looks = tones.map((tone) => renderReply({ title: 'Bet', tone }, idOf).embeds[0]);
    expect(new Set(looks.map((look) => look.color)).size).toBe(tones.length);
    expect(new Set(looks.map((look) => look.title)).size).toBe(tones.length);
  });

  it('shows text, fields, table and footer', () => {
    const [embed] = renderReply(
      {
        title: 'History',
        tone: 'neutral',
        text: ['since ', { at: '2026-07-14T03:33:20.000Z' }],
        fields: [{ name: 'Pot', value: '3.37' }],
        table: { columns: [{ name: 'Leg', align: 'right' }], rows: [['1']] },
        footer: 'page 1 of 3',
      },
      idOf,
    ).embeds;
    expect(embed).toEqual({
      title: 'ℹ️ History',
      color: 0x5b6b7b,
      description: 'since <t:1784000000:R>\n```\nLeg\n  1\n```',
      fields: [{ name: 'Pot', value: '3.37', inline: true }],
      footer: { text: 'page 1 of 3' },
    });
  });

  it('counts the fields and links that it leaves out', () => {
    const fields = Array.from({ length: 30 }, (_, i) => ({ name: `f${i}`, value: 'x' }));
    const links = Array.from({ length: 30 }, (_, i) => ({ label: `l${i}`, command: 'help', options: {} }));
    const { embeds, components } = renderReply({ title: 'All', tone: 'neutral', fields, links }, idOf);
    expect(embeds[0].fields).toHaveLength(25);
    expect(embeds[0].fields?.at(-1)).toEqual({ name: '…', value: 'and 6 more' });
    expect(components.flatMap((row) => row.components)).toHaveLength(25);
    expect(embeds[0].footer?.text).toBe('... and 5 more links');
  });

  it('leaves a file out that Discord would not take, and says where it is to be had', () => {
    const file = (size: number) => ({ name: 'bets.csv', description: 'All', bytes: new Uint8Array(size) });
    const limit = 10 * 1024 * 1024;
    const shown = (size: number) => renderReply({ title: 'Bets', tone: 'neutral', file: file(size) }, idOf);
    expect(shown(limit).files).toHaveLength(1);
    expect(shown(limit).embeds[0].footer).toBeUndefined();
    expect(shown(limit + 1).files).toEqual([]);
    expect(shown(limit + 1).embeds[0].footer?.text).toContain('ask for it on the console');
  });
});
