/** Writes the answers and the pictures of docs/discord.md by running each command; run by tsx. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createDrawing } from '../src/charts/draw.ts';
import { ANSWERS, writeAnswers } from '../test/discord-docs/answers-section.ts';

const DOCUMENT = 'docs/discord.md';
const PICTURES = 'docs/pictures';

const { markdown, pictures } = await writeAnswers(createDrawing());
writeFileSync(
  DOCUMENT,
  readFileSync(DOCUMENT, 'utf8').replace(ANSWERS, () => markdown),
);
rmSync(PICTURES, { recursive: true, force: true });
mkdirSync(PICTURES);
for (const [name, bytes] of pictures) writeFileSync(`${PICTURES}/${name}`, bytes);
