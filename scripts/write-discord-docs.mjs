/** Writes what docs/discord.md shows of the program, and its pictures, by running it; run by tsx. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createDrawing } from '../src/charts/draw.ts';
import { makeSections } from '../test/discord-docs/sections.ts';

const DOCUMENT = 'docs/discord.md';
const PICTURES = 'docs/pictures';

const { fill, pictures } = await makeSections(createDrawing());
writeFileSync(DOCUMENT, fill(readFileSync(DOCUMENT, 'utf8')));
rmSync(PICTURES, { recursive: true, force: true });
mkdirSync(PICTURES);
for (const [name, bytes] of pictures) writeFileSync(`${PICTURES}/${name}`, bytes);
