import { calibrationOf } from '../../betting/views/calibration.ts';
import { equityOf } from '../../betting/views/equity.ts';
import { legsReached } from '../../betting/views/legs-reached.ts';
import { calibrationChart } from '../../charts/calibration-chart.ts';
import type { Chart, NoChart } from '../../charts/chart.ts';
import { equityChart } from '../../charts/equity-chart.ts';
import { heatChart } from '../../charts/heat-chart.ts';
import { legsChart } from '../../charts/legs-chart.ts';
import type { Backtested } from '../backtest.ts';
import type { SweepReport } from './sweep-sections.ts';

/** The project's charts of a run; those that have something to show. */
export function runCharts({ tried: [first] }: Backtested): readonly Chart[] {
  if (first === undefined) return [];
  const { state, strategy } = first;
  return [
    equityChart(equityOf(state), strategy),
    calibrationChart(calibrationOf(state)),
    legsChart(legsReached(state)),
  ].filter(isDrawn);
}

const isDrawn = (chart: Chart | NoChart): chart is Chart => 'option' in chart;

/** A heat map where two settings were varied. */
export function sweepCharts({ swept, keys }: SweepReport): readonly Chart[] {
  const [down, across] = keys;
  if (down === undefined || across === undefined || keys.length > 2) return [];
  const valuesOf = (key: string) => [...new Set(swept.map(({ values }) => String(values[key])))];
  const nets = new Map(
    swept.map(({ values, whole }) => [`${values[down]}/${values[across]}`, whole.net / 100]),
  );
  const [rows, columns] = [valuesOf(down), valuesOf(across)];
  return [
    heatChart({
      title: 'Net by two settings',
      down: { name: down, values: rows },
      across: { name: across, values: columns },
      fields: rows.map((row) => columns.map((column) => nets.get(`${row}/${column}`) ?? null)),
    }),
  ];
}
