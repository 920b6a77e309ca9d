import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { KNOWN_VARIABLES } from '../../config/access.ts';
import { CHART_WIDTH } from '../../src/charts/chart.ts';
import { makeSections } from './sections.ts';

const PICTURES = new URL('../../docs/pictures/', import.meta.url);

it('shows in docs/discord.md what is told and answered, with the pictures that belong to it', async () => {
  // npm run discord-docs writes it. What is drawn here is only how large the picture must be.
  const size = ({ height }: { height: number }) =>
    new Uint16Array([CHART_WIDTH, height].map((each) => each * 2.5));
  const made = await makeSections(async (chart) => new Uint8Array(size(chart).buffer));
  const document = readFileSync('docs/discord.md', 'utf8');
  expect(document).toBe(made.fill(document));
  expect(readdirSync(PICTURES).sort()).toEqual([...made.pictures.keys()].sort());
  for (const [name, bytes] of made.pictures) {
    const png = readFileSync(new URL(name, PICTURES));
    expect([name, png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
      name,
      ...new Uint16Array(bytes.buffer),
    ]);
  }
});

it('keeps the pictures of the document small', () => {
  const sizes = readdirSync(PICTURES).map((name) => statSync(new URL(name, PICTURES)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(700_000);
});

it('names each variable of Discord in the document, and none that there is not', () => {
  const named = readFileSync('docs/discord.md', 'utf8').matchAll(/`(DISCORD_[A-Z_]+)`/g);
  const known = KNOWN_VARIABLES.filter((name) => name.startsWith('DISCORD_'));
  expect([...new Set([...named].map(([, name]) => name))].sort()).toEqual(
    [...known, 'DISCORD_TOKEN_FILE'].sort(),
  );
});
