import { emptyCanvas } from './canvas.ts';
import { CHART_WIDTH, type Chart } from './chart.ts';

/** The chart as an SVG document. */
export function svgOf({ option, height }: Chart): string {
  const canvas = emptyCanvas(CHART_WIDTH, height);
  canvas.setOption(option);
  const svg = canvas.renderToSVGString();
  canvas.dispose();
  return svg;
}
