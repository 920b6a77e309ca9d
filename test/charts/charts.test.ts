import { describe, expect, it } from 'vitest';
import { calibrationOf } from '../../src/betting/views/calibration.ts';
import { equityOf } from '../../src/betting/views/equity.ts';
import { ladderOf } from '../../src/betting/views/ladder.ts';
import { legsReached } from '../../src/betting/views/legs-reached.ts';
import { calibrationChart } from '../../src/charts/calibration-chart.ts';
import { dailyChart } from '../../src/charts/daily-chart.ts';
import { equityChart } from '../../src/charts/equity-chart.ts';
import { forecastChart } from '../../src/charts/forecast-chart.ts';
import { funnelChart } from '../../src/charts/funnel-chart.ts';
import { ladderChart } from '../../src/charts/ladder-chart.ts';
import { legsChart } from '../../src/charts/legs-chart.ts';
import { pictureOf } from '../../src/charts/picture.ts';
import { priceChart } from '../../src/charts/price-chart.ts';
import { shorten } from '../../src/charts/shorten.ts';
import { asWallClock, wallTime } from '../../src/charts/wall-time.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { pennies } from '../../src/core/money.ts';
import type { State } from '../../src/core/state.ts';
import { at, bet, given, started } from '../core/given.ts';
import { leg } from '../core/play.ts';
import { drawn, labelsOf, MANNER, seriesOf, valuesOf } from './drawn.ts';
import { PRICES, SCAN, sampleCharts, sampleFan, sampleReceipt, twoCycles } from './sample-charts.ts';

const ladder = (state: State) => drawn(ladderChart(ladderOf(state, pennies(100)), MANNER));

describe('every chart', () => {
  it('is plain data that a browser can be sent, with words for those who do not see it', async () => {
    const charts = await sampleCharts();
    expect(charts.length).toBe(9);
    for (const { option, name, alt, facts } of charts) {
      expect(JSON.parse(JSON.stringify(option))).toEqual(option);
      expect(name).toMatch(/^[a-z0-9-]+$/i);
      expect(alt).toContain(facts);
      expect(alt.length).toBeGreaterThan(80);
    }
  });

  it('says why it is not there where there is nothing to draw', () => {
    const nothing = [
      ladderChart(ladderOf(initialState, pennies(100)), MANNER),
      equityChart(equityOf(initialState), MANNER),
      dailyChart([], MANNER),
      legsChart(legsReached(initialState)),
      priceChart(null, [], MANNER),
      priceChart(twoCycles().openBets[0]!, [], MANNER),
      funnelChart(null, MANNER),
      calibrationChart(calibrationOf(initialState)),
    ];
    for (const each of nothing) expect(each).toHaveProperty('why', expect.stringMatching(/\.$/));
  });

  it('has at most 1,000 characters of alternative text as an attachment', async () => {
    const chart = { ...(await sampleReceipt()), alt: 'x'.repeat(2_000) };
    const picture = await pictureOf(chart, async () => new Uint8Array());
    expect(picture.name).toBe('receipt-cycle-1.png');
    expect(picture.description).toHaveLength(1_000);
  });
});

describe('the pot ladder', () => {
  it('shows the pot after each leg, a void one as such, and the pot if the open bet wins', () => {
    const chart = ladder(bet(leg(leg(given(started())), 3.5, 'void')));
    const [low, high] = [0, 1];
    const [pots, open] = [2, 3];
    expect(valuesOf(chart, pots)).toEqual([1, 3.37, 3.37]);
    expect(labelsOf(chart, pots)).toEqual(['1.00', '3.37', 'void']);
    expect(valuesOf(chart, open)).toEqual([null, null, 3.37, 11.38]);
    expect(labelsOf(chart, open)?.at(-1)).toBe('if won 11.38');
    expect(valuesOf(chart, low).slice(0, 5)).toEqual([null, null, null, 11.38, 33]);
    expect(valuesOf(chart, high).at(-1)).toBeGreaterThan(50_000);
    expect(chart.facts).toBe(
      'Cycle 1, leg 3: 3.37 GBP in the pot, 50,000.00 GBP is the target. The open bet, The Draw in Middlesbrough v Man City at 3.50, makes it 11.38 GBP if it wins; then 7 wins in a row at 4.00, or 8 at 3.00, would reach it.',
    );
    expect(chart.alt).toContain('It opened with 1.00; leg 1 won, 3.37; leg 2 void, 3.37.');
  });

  it('says it where the open bet would reach the target', () => {
    const state = bet(given(started({ target: pennies(300) })));
    expect(ladder(state).facts).toMatch(/makes it 3\.37 GBP if it wins: the target\.$/);
  });

  it('shows the ways to the target before the first leg', () => {
    const chart = ladder(given(started()));
    expect(seriesOf(chart).length).toBe(3);
    expect(chart.facts).toMatch(
      /before its first leg: .* 9 wins in a row at 4\.00, or 11 at 3\.00, would reach it\.$/,
    );
  });

  it('speaks of one win as one, at both ends of the range or at the upper one', () => {
    const facts = (target: number) => ladder(given(started({ target: pennies(target) }))).facts;
    expect(facts(250)).toMatch(/ One win at 3\.00 to 4\.00 would reach it\.$/);
    expect(facts(300)).toMatch(/ One win at 4\.00, or 2 at 3\.00, would reach it\.$/);
  });

  it('follows short prices no further than a picture is wide', () => {
    const odds = { min: 1.01, max: 1.01 } as State['settings']['odds'];
    expect(ladder(given(started({ odds }))).facts).toMatch(
      / More than 60 wins in a row at 1\.01 would reach it\.$/,
    );
  });
});

describe('the receipt', () => {
  it('has the legs, the money, how long it took, and where the log has it', async () => {
    const chart = await sampleReceipt();
    expect(labelsOf(chart, 0)).toEqual(['3.37', '3.37 void', 'lost -3.37']);
    expect(chart.facts).toMatch(
      /^Cycle 1: lost after 3 legs, 1 won\. Put in 1\.00 GBP, taken out 0\.00 GBP: -1\.00 GBP in .*\. Events 3 to 10\.$/,
    );
    expect(JSON.stringify(chart.option.graphic)).toContain('Events 3 to 10, hash of the last:');
    expect(chart.alt).toContain('Leg 2: The Draw in Middlesbrough v Man City at 3.50, void, pot 3.37.');
  });
});

describe('the equity', () => {
  it('is drawn also of a quarter of a million bets', () => {
    const equity = equityOf(twoCycles())!;
    const points = Array.from({ length: 250_000 }, () => equity.points[0]!);
    expect(drawn(equityChart({ ...equity, points }, MANNER)).height).toBeGreaterThan(0);
  });

  it('shows net profit, targets and the fall from the highest', () => {
    const chart = drawn(equityChart(equityOf(twoCycles()), MANNER));
    const second = (series: number) => valuesOf(chart, series).map((point) => (point as number[])[1]);
    expect(second(0)).toEqual([0, 2.09, 9.43, -1, 1.75, 10.66, 40.13, 40.13]);
    expect(second(1)).toEqual([40.13]);
    expect(second(2)).toEqual([0, 0, 0, -10.43, -7.68, 0, 0, 0]);
    expect(chart.title).toBe('Net profit of all time: +40.13 GBP');
    expect(chart.facts).toMatch(/^\+40\.13 GBP after 7 settled bets; the target was reached once\./);
    expect(chart.facts).toContain('the deepest fall was 10.43 GBP on 1 Jan 12:00');
  });

  it('has its two plots exactly one above the other, however wide their labels are', () => {
    const { grid } = drawn(equityChart(equityOf(twoCycles()), MANNER)).option as {
      grid: readonly { left: number; right: number; containLabel: boolean }[];
    };
    const [above, below] = grid.map(({ left, right, containLabel }) => ({ left, right, containLabel }));
    expect(above).toEqual(below);
    expect(above?.containLabel).toBe(false);
  });
});

describe('the days', () => {
  it('have a bar each, the oldest first', async () => {
    const chart = drawn((await sampleCharts())[3]!);
    expect(valuesOf(chart, 0)).toEqual([0, 0, 0, 0, 0, 0, 40.13]);
    expect(labelsOf(chart, 0).at(-1)).toBe('+40.13');
    expect(chart.facts).toBe('+40.13 GBP in 7 settled bets.');
    expect(chart.alt).toMatch(/settled bets\. 1 Jan \+40\.13\.$/);
  });
});

describe('the legs', () => {
  it('stand beside what the prices gave reason to expect', () => {
    const chart = drawn(legsChart(legsReached(twoCycles())));
    expect(valuesOf(chart, 0)).toEqual([2, 2, 2, null, null]);
    expect(valuesOf(chart, 1)[0]).toBe(2);
    expect(valuesOf(chart, 1)[1]).toBeCloseTo(0.572, 3);
    expect(chart.alt).toContain('Leg 2: 2, expected 0.57.');
  });
});

describe('the price of the open bet', () => {
  it('shows what was offered since it was placed, and says since when it was seen', () => {
    const chart = drawn(priceChart(twoCycles().openBets[0]!, PRICES, MANNER));
    const [matched, back, lay] = [0, 1, 2];
    expect(valuesOf(chart, matched)).toEqual([
      [Date.parse(at()), 3.6],
      [Date.parse(at(20)), 3.6],
    ]);
    expect(valuesOf(chart, back)).toEqual([
      [Date.parse(at(10)), 3.55],
      [Date.parse(at(20)), 3.45],
    ]);
    expect(valuesOf(chart, lay).at(-1)).toEqual([Date.parse(at(20)), null]);
    expect(chart.facts).toContain('Last offered: 3.45 to back on 1 Jan 12:20, so it is thought likelier');
    expect(chart.facts).toMatch(/Seen in 2 looks since 1 Jan 12:10\.$/);
    expect(JSON.stringify(chart.option.title)).toContain('2 looks since 1 Jan 12:10');
  });
});

describe('the funnel', () => {
  it('shows what each filter let through, and the nearest miss where nothing passed', () => {
    const chart = drawn(funnelChart(SCAN, MANNER));
    expect(valuesOf(chart, 1)).toEqual([12, 3, null, null]);
    expect(JSON.stringify(chart.option.yAxis)).toContain('3 of 12');
    expect(chart.facts).toBe(
      'None of the 12 markets looked at fits. Nearest miss: The Draw in Arsenal v Chelsea (enough offered): It offers 0.80, and 1.10 is asked for.',
    );
  });
});

describe('the calibration', () => {
  it('shows each group with its interval and number, and says that few bets say little', () => {
    const state = ['won', 'lost', 'lost', 'lost'].reduce(
      (before, outcome) => leg(before, 3.5, outcome as 'won'),
      given(started()),
    );
    const chart = drawn(calibrationChart(calibrationOf(state)));
    expect(valuesOf(chart, 2)).toEqual([[28.6, 25]]);
    expect(valuesOf(chart, 1)).toEqual([
      [28.6, 4.6],
      [28.6, 69.9],
    ]);
    expect(labelsOf(chart, 1).at(-1)).toBe('n 4');
    expect(chart.facts).toBe(
      '1 of 4 bets won, 25.0 %; by their prices 28.6 % would. The price lies within the 95 % interval in 1 of 1 group. So few bets say little.',
    );
  });
});

describe('the forecast', () => {
  it('fills bands between the paths that lie lowest and highest, and draws the middle one above them', () => {
    const fan = sampleFan(given(started()));
    const chart = drawn(forecastChart(fan, MANNER));
    const [from, to] = [valuesOf(chart, 0), valuesOf(chart, 1)] as [number[], number[]];
    const last = fan.points.at(-1)!.quantiles;
    expect(from.at(-1)).toBe(last[0.01] / 100);
    expect(from.at(-1)! + to.at(-1)!).toBeCloseTo(last[0.99] / 100, 9);
    expect(seriesOf(chart)).toHaveLength(4 + fan.samples.length + 5);
    expect(valuesOf(chart, seriesOf(chart).length - 3).at(-1)).toBe(last[0.5] / 100);
    expect(chart.facts).toMatch(
      /^1,000 simulated paths of 250 bets from here, all at the assumed price\. The middle one comes to -1\d\d\.\d\d GBP; 80 of 100 end between -\d+\.\d\d GBP and -\d+\.\d\d GBP, 98 of 100 between .* GBP\. (None|\d+) of them reached the target\.$/,
    );
  });

  it('keeps the height for the bands', () => {
    const fan = sampleFan(given(started()));
    const { min, max } = (drawn(forecastChart(fan, MANNER)).option as { yAxis: { min: number; max: number } })
      .yAxis;
    const nets = fan.points.flatMap(({ quantiles }) => Object.values(quantiles));
    expect(min).toBeLessThanOrEqual(Math.min(...nets) / 100);
    expect(max).toBeGreaterThanOrEqual(Math.max(...nets) / 100);
    expect(max - min).toBeLessThan((2.5 * (Math.max(...nets) - Math.min(...nets))) / 100);
  });
});

describe('names and times in pictures', () => {
  it('are cut, and say nothing to the library', () => {
    expect(shorten('Wolverhampton Wanderers', 10)).toBe('Wolverham…');
    expect(shorten('{match|Ajax}', 20)).toBe('match Ajax');
  });

  it('are those of the wall clock, summer time included', () => {
    expect(wallTime('2026-07-01T12:00:00.000Z', 'Europe/Berlin')).toBe('1 Jul 14:00');
    expect(asWallClock('2026-07-01T12:00:00.000Z', 'Europe/Berlin')).toBe(Date.UTC(2026, 6, 1, 14));
  });
});
