import type { ReplyFile } from '../reply.ts';
import type { Chart } from './chart.ts';
import type { Draw } from './draw.ts';

/** Discord takes no more than 1,024. */
const LONGEST_ALT = 1_000;

/** A chart drawn, to be attached to a reply or a notice. */
export async function pictureOf(chart: Chart, draw: Draw): Promise<ReplyFile> {
  const { name, alt } = chart;
  return {
    name: `${name}.png`,
    description: alt.length <= LONGEST_ALT ? alt : `${alt.slice(0, LONGEST_ALT - 1)}…`,
    bytes: await draw(chart),
  };
}
