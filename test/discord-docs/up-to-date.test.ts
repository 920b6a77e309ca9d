import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHART_WIDTH } from '../../src/charts/chart.ts';
import { ANSWERS, writeAnswers } from './answers-section.ts';

const PICTURES = new URL('../../docs/pictures/', import.meta.url);

it('shows in docs/discord.md what each command answers, with the pictures that belong to it', async () => {
  // npm run discord-docs writes it. What is drawn here is only how large the picture must be.
  const size = ({ height }: { height: number }) =>
    new Uint16Array([CHART_WIDTH, height].map((each) => each * 2.5));
  const written = await writeAnswers(async (chart) => new Uint8Array(size(chart).buffer));
  const document = readFileSync('docs/discord.md', 'utf8');
  expect(ANSWERS.exec(document)?.[0]).toBe(written.markdown);
  expect(readdirSync(PICTURES).sort()).toEqual([...written.pictures.keys()].sort());
  for (const [name, bytes] of written.pictures) {
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
