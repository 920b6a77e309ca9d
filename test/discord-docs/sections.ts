import type { Draw } from '../../src/charts/draw.ts';
import type { Answer } from '../../src/discord/render/render-outcome.ts';
import { loadCommands } from '../../src/load-commands.ts';
import { filesOf } from '../../src/reply.ts';
import { answersSection } from './answers-section.ts';
import { noticesSection } from './notices-section.ts';
import type { SampleNotices } from './sample-notices.ts';
import { makeSamples } from './samples.ts';

/** What of docs/discord.md is made by running the program. */
export interface Made {
  /** The document with each section between its two marks as it is made now. */
  fill(document: string): string;
  /** By name below docs/pictures. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** `draw` makes the pictures. */
export async function makeSections(draw: Draw): Promise<Made> {
  const { samples, notices } = await makeSamples(draw);
  const sections = {
    notices: noticesSection(notices),
    answers: answersSection(await loadCommands(), samples),
  };
  return {
    fill: (document) =>
      Object.entries(sections).reduce(
        (text, [name, section]) => text.replace(between(name), () => sameEverywhere(section)),
        document,
      ),
    pictures: new Map(
      [...samples.flatMap(({ answers }) => answers), ...summaries(notices)].flatMap(picturesOf),
    ),
  };
}

const between = (name: string): RegExp =>
  new RegExp(`(?<=<!-- ${name} -->\\n)[^]*?(?=\\n?<!-- /${name} -->)`);

const summaries = ({ told }: SampleNotices): readonly Pick<Answer, 'files'>[] =>
  told.filter(({ kind }) => kind === 'summary_day').map(({ message }) => ({ files: filesOf(message) }));

const picturesOf = ({ files }: Pick<Answer, 'files'>) =>
  files.filter(({ name }) => name.endsWith('.png')).map(({ name, bytes }) => [name, bytes] as const);

/** What depends on the machine that writes the document. */
const sameEverywhere = (text: string): string =>
  text.replaceAll(process.version, 'v20.20.2').replaceAll(`${process.platform} ${process.arch}`, 'linux x64');
