import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AxisPointerComponent,
  DataZoomComponent,
  GraphicComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { PageOption } from './chart-option.ts';

use([
  AxisPointerComponent,
  BarChart,
  CanvasRenderer,
  DataZoomComponent,
  GraphicComponent,
  GridComponent,
  LineChart,
  MarkLineComponent,
  ScatterChart,
  TooltipComponent,
]);

/** A chart in an element. */
export interface Drawing {
  /** Keeps what is zoomed into where it is the same chart as before. */
  readonly show: (option: PageOption, sameAsBefore: boolean) => void;
  /** Into the middle (above 1), out of it (below 1); 0 for the whole. */
  readonly zoom: (by: number) => void;
  readonly end: () => void;
}

export function drawIn(element: HTMLElement): Drawing {
  const chart = init(element);
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  let range: readonly [start: number, end: number] = [0, 100];
  chart.on('datazoom', () => {
    const [first] = (chart.getOption()['dataZoom'] ?? []) as { start?: number; end?: number }[];
    range = [first?.start ?? 0, first?.end ?? 100];
  });
  const setRange = (): void => {
    chart.dispatchAction({ type: 'dataZoom', start: range[0], end: range[1] });
  };
  return {
    show: ({ option, height, zooms }, sameAsBefore) => {
      element.style.minHeight = `${height}px`;
      if (!sameAsBefore) range = [0, 100];
      chart.resize();
      chart.setOption(option, { notMerge: true });
      if (zooms && sameAsBefore) setRange();
    },
    zoom: (by) => {
      range = by === 0 ? [0, 100] : zoomed(range, by);
      setRange();
    },
    end: () => {
      observer.disconnect();
      chart.dispose();
    },
  };
}

function zoomed([start, end]: readonly [number, number], by: number): readonly [number, number] {
  const half = (end - start) / 2 / by;
  const middle = (start + end) / 2;
  return [Math.max(0, middle - half), Math.min(100, middle + half)];
}
