import { expect, it } from 'vitest';
import { CHART_WIDTH } from '../../src/charts/chart.ts';
import { createDrawing } from '../../src/charts/draw.ts';
import { sampleCharts } from './sample-charts.ts';

const charts = await sampleCharts();
const draw = createDrawing();

it.each(charts.map((chart) => [chart.name, chart] as const))(
  'draws %s as a PNG of a phone in its sharpness, with something on it',
  async (_, chart) => {
    const png = Buffer.from(await draw(chart));
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(png.readUInt32BE(16)).toBe(CHART_WIDTH * 2.5);
    expect(png.readUInt32BE(20)).toBe(chart.height * 2.5);
    const blank = await draw({ ...chart, option: { backgroundColor: '#232c3b' } });
    expect(png.length).toBeGreaterThan(3 * blank.length);
  },
);

it('writes with the fonts that it brings', async () => {
  const [chart] = charts;
  const write = (text: string) => draw({ ...chart!, option: { animation: false, title: { text } } });
  expect(Buffer.from(await write('Bodø 3.50')).equals(Buffer.from(await write('')))).toBe(false);
});

it('draws one at a time and goes on after one that cannot be drawn', async () => {
  const [chart] = charts;
  const broken = {
    ...chart!,
    option: { series: [{ type: 'line', xAxisIndex: 9, data: [1] }] },
  } as typeof chart;
  const all = await Promise.allSettled([draw(broken!), draw(chart!)]);
  expect(all[1]?.status).toBe('fulfilled');
});

it('draws the same picture once, also while it is being drawn, and another one anew', async () => {
  const [chart] = charts;
  const [first, meanwhile] = await Promise.all([draw(chart!), draw({ ...chart!, title: 'The same' })]);
  expect(meanwhile).toBe(first);
  expect(await draw(structuredClone(chart!))).toBe(first);
  expect(await draw({ ...chart!, height: chart!.height + 10 })).not.toBe(first);
});

it('tries again what it could not draw', async () => {
  const broken = { ...charts[0]!, height: 0 };
  const fail = () =>
    draw(broken).then(
      () => null,
      (error: unknown) => error,
    );
  const first = await fail();
  expect(first).toBeInstanceOf(Error);
  expect(await fail()).not.toBe(first);
});
