import { describe, expect, it } from 'vitest';
import { fanOf } from '../../../src/betting/views/forecast-fan.ts';
import { type PathsWanted, simulatePaths } from '../../../src/betting/views/forecast-paths.ts';
import { freshStart, positionOf } from '../../../src/core/forecast.ts';
import type { Assumed } from '../../../src/core/forecast-bet.ts';
import { pennies } from '../../../src/core/money.ts';
import { price } from '../../../src/core/odds.ts';
import { bet, CONDITIONS, given, started } from '../../core/given.ts';
import { leg } from '../../core/play.ts';

const assumed = (more: Partial<Assumed> = {}): Assumed => ({
  staking: 'roll_all',
  price: price(2),
  edge: 0,
  commissionRate: 0,
  rule: CONDITIONS.stakeRule,
  maxStake: null,
  terms: { initialStake: pennies(100), target: pennies(1_600) },
  ...more,
});

const wanted = (more: Partial<PathsWanted> = {}, from = assumed()): PathsWanted => ({
  position: freshStart(from),
  assumed: from,
  prices: [price(2)],
  paths: 2_000,
  bets: 60,
  seed: 1,
  ...more,
});

describe('simulated paths', () => {
  it('begin with nothing won or lost, and are the same with the same seed', () => {
    const paths = simulatePaths(wanted());
    expect(paths.points[0]).toEqual({ bets: 0, quantiles: { 0.01: 0, 0.1: 0, 0.5: 0, 0.9: 0, 0.99: 0 } });
    expect(paths.points.map(({ bets }) => bets)).toEqual(Array.from({ length: 61 }, (_, i) => i));
    expect(simulatePaths(wanted())).toEqual(paths);
    expect(simulatePaths(wanted({ seed: 2 }))).not.toEqual(paths);
  });

  it('win or lose a whole pot with each bet', () => {
    const { points, samples } = simulatePaths(wanted({ bets: 1 }));
    expect(points[1]!.quantiles).toMatchObject({ 0.01: -100, 0.99: 100 });
    for (const sample of samples) expect([-100, 100]).toContain(sample[1]);
  });

  it('show no more points than a picture has room for, the last bet among them', () => {
    const { points } = simulatePaths(wanted({ bets: 250 }));
    expect(points).toHaveLength(51);
    expect(points.at(-1)?.bets).toBe(250);
    expect(simulatePaths(wanted({ bets: 251 })).points.at(-1)?.bets).toBe(251);
  });

  it('reach the target about as often as its chance says', () => {
    const { reached, paths } = simulatePaths(wanted({ paths: 10_000, bets: 4 }));
    // Four wins in a row, 1 in 16: three standard errors.
    expect(Math.abs(reached / paths - 1 / 16)).toBeLessThan(3 * Math.sqrt(((1 / 16) * (15 / 16)) / paths));
  });

  it('bet the open bet first', () => {
    const state = bet(leg(given(started({ target: pennies(1_600) }))), 4);
    const { points } = simulatePaths(wanted({ position: positionOf(state), bets: 1 }));
    expect(points[1]!.quantiles).toMatchObject({ 0.01: -337, 0.99: 960 });
  });

  it('go on with what a loss keeps', () => {
    const terms = assumed({ staking: 'to_target' });
    const position = { pot: pennies(1_500), target: pennies(1_600), legs: 3, openBet: null };
    const { points } = simulatePaths(wanted({ position, bets: 1 }, terms));
    expect(points[1]!.quantiles).toMatchObject({ 0.01: -100, 0.99: 100 });
  });

  it('stand still in a pot that no stake can leave', () => {
    const terms = assumed({ maxStake: pennies(150) });
    const position = { pot: pennies(200), target: pennies(1_600), legs: 1, openBet: null };
    const { points, reached } = simulatePaths(wanted({ position }, terms));
    expect(points.at(-1)!.quantiles).toMatchObject({ 0.01: 0, 0.99: 0 });
    expect(reached).toBe(0);
  });
});

describe('the fan', () => {
  const place = (state = given(started())) => ({
    position: positionOf(state),
    assumed: assumed({ price: price(3.5) }),
  });

  it('draws from the prices of the own bets, void ones left out, and from the assumed one where there is none', () => {
    expect(fanOf(given(started()), place()).drawnFrom).toBe(0);
    const state = leg(leg(leg(given(started()), 3), 3.5, 'void'), 4, 'lost');
    expect(fanOf(state, place(state)).drawnFrom).toBe(2);
  });

  it('draws no price at which the edge would make a win sure', () => {
    const state = leg(leg(given(started()), 3), 4, 'lost');
    const { position, assumed: terms } = place(state);
    expect(fanOf(state, { position, assumed: { ...terms, edge: 2.2 } }).drawnFrom).toBe(1);
  });
});
