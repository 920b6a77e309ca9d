import { describe, expect, it } from 'vitest';
import { COLOURS } from '../../../src/charts/card.ts';
import { CHART_WIDTH } from '../../../src/charts/chart.ts';
import { dailyChart } from '../../../src/charts/daily-chart.ts';
import { pageOption } from '../../../src/dashboard/page/chart-option.ts';

const palette = {
  card: 'white',
  text: 'black',
  quiet: 'grey',
  line: 'silver',
  won: 'blue',
  lost: 'orange',
  target: 'gold',
  open: 'pink',
};

const manner = { palette, decimals: 2, slider: true };

const given = {
  backgroundColor: COLOURS.card,
  title: { text: 'A title', subtext: 'a note', textStyle: { color: COLOURS.text } },
  grid: { top: 72, bottom: 12 },
  xAxis: { type: 'category', axisLabel: { color: COLOURS.quiet, fontFamily: 'Inter' } },
  yAxis: { type: 'value' },
  series: [
    {
      type: 'line',
      itemStyle: { color: COLOURS.won },
      data: [1, null, { value: 2, itemStyle: { color: COLOURS.lost } }],
    },
  ],
};

describe('a chart on the page', () => {
  it("has the page's colours and font in place of the picture's", () => {
    const { option } = pageOption({ option: given, height: 280 }, manner);
    const text = JSON.stringify(option);
    for (const colour of Object.values(COLOURS)) expect(text).not.toContain(colour);
    expect(option['series']).toEqual([
      {
        type: 'line',
        itemStyle: { color: 'blue' },
        data: [1, null, { value: 2, itemStyle: { color: 'orange' } }],
      },
    ]);
    expect(text).not.toContain('Inter');
  });

  it('leaves the heading to the page, and no hole where it was', () => {
    const { option, note, height } = pageOption(
      { option: { ...given, xAxis: { type: 'value' } }, height: 280 },
      manner,
    );
    expect(option).not.toHaveProperty('title');
    expect(option).not.toHaveProperty('backgroundColor');
    expect(note).toBe('a note');
    expect(option['grid']).toEqual([{ top: 14, bottom: 12 }]);
    expect(height).toBe(280 - 58);
  });

  it('moves what is written below the plot up with it', () => {
    const graphic = [
      { type: 'line', shape: { x1: 14, y1: 200, x2: CHART_WIDTH, y2: 200 } },
      { type: 'text', x: 14, y: 210, style: { text: 'Put in', fill: COLOURS.quiet } },
    ];
    const { option } = pageOption(
      { option: { ...given, xAxis: { type: 'log' }, graphic }, height: 280 },
      manner,
    );
    expect(option['graphic']).toEqual([
      { type: 'line', shape: { x1: 14, y1: 142, x2: CHART_WIDTH, y2: 142 } },
      { type: 'text', x: 14, y: 152, style: { text: 'Put in', fill: 'grey' } },
    ]);
  });

  it('can be zoomed into along days and times only', () => {
    expect(pageOption({ option: given, height: 280 }, manner)).toMatchObject({
      zooms: true,
      height: 280 - 58 + 34,
    });
    expect(pageOption({ option: { ...given, xAxis: { type: 'log' } }, height: 280 }, manner).zooms).toBe(
      false,
    );
  });

  it('draws its tooltip on the canvas, figures with the decimals of their kind', () => {
    const { tooltip } = pageOption({ option: given, height: 280 }, manner).option as {
      tooltip: { renderMode: string; valueFormatter: (value: unknown) => string };
    };
    expect(tooltip.renderMode).toBe('richText');
    expect([1_476.67, [17, -0.5], null].map(tooltip.valueFormatter)).toEqual(['1,476.67', '-0.50', '–']);
  });

  it('knows every colour of a chart as it comes', () => {
    const figures = { bets: 1, net: -17 };
    const day = { name: '2026-03-02', figures } as unknown as Parameters<typeof dailyChart>[0][number];
    const chart = dailyChart([day, { ...day, name: '2026-03-01' }], { currency: 'GBP', timeZone: 'UTC' });
    if (!('option' in chart)) throw new Error(chart.why);
    const text = JSON.stringify(pageOption(chart, manner).option);
    expect(text).not.toMatch(/#[0-9a-f]{6}/i);
  });
});
