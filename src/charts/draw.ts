import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Mutex } from 'async-mutex';
import type { Chart } from './chart.ts';

/** A chart as a PNG. */
export type Draw = (chart: Chart) => Promise<Uint8Array>;

/** Pixels of the picture for each logical one: sharp on a phone, and not too many bytes. */
const SHARPNESS = 2.5;

const require = createRequire(import.meta.url);

/** The only fonts: a bare container has none of its own. */
const FONT_FILES = [
  require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
];

/** Pictures, some 50 KB each: the same one is asked for again and again while nothing happens. */
const REMEMBERED = 16;

/**
 * Draws one picture at a time with a turn of the event loop after each: without one, memory would grow with every
 * picture. The newest are remembered. The libraries are loaded with the first.
 */
export function createDrawing(): Draw {
  const queue = new Mutex();
  const drawn = new Map<string, Promise<Uint8Array>>();
  const keys = new WeakMap<Chart, string>();
  let pen: Promise<Draw> | null = null;

  const draw: Draw = (chart) =>
    queue.runExclusive(async () => {
      pen ??= takePen();
      const png = await (await pen)(chart);
      await nextTurn();
      return png;
    });

  return (chart) => {
    const key = keys.get(chart) ?? keyOf(chart);
    keys.set(chart, key);
    const picture = drawn.get(key) ?? draw(chart);
    drawn.delete(key);
    drawn.set(key, picture);
    for (const oldest of [...drawn.keys()].slice(0, -REMEMBERED)) drawn.delete(oldest);
    // What failed is tried again.
    picture.catch(() => drawn.delete(key));
    return picture;
  };
}

const keyOf = ({ height, option }: Chart): string =>
  createHash('sha256')
    .update(JSON.stringify([height, option]))
    .digest('base64');

async function takePen(): Promise<Draw> {
  const { svgOf } = await import('./svg.ts');
  const { renderAsync } = await import('@resvg/resvg-js');
  return async (chart) => {
    const image = await renderAsync(svgOf(chart), {
      fitTo: { mode: 'zoom', value: SHARPNESS },
      font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'Inter' },
    });
    return image.asPng();
  };
}
