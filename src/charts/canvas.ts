// The package in one file loads in a tenth of the time that its modules take one by one.
import { init } from 'echarts/dist/echarts.esm.min.mjs';

/**
 * What a chart is drawn on without a browser, in logical pixels. The build writes the library into this module, so that
 * the built program does without its package, which brings every part ten times over.
 */
export const emptyCanvas = (width: number, height: number) =>
  init(null, null, { renderer: 'svg', ssr: true, width, height });
