import { describe, expect, it } from 'vitest';
import { chanceLine } from '../../../src/betting/views/chance-line.ts';
import type { Settings } from '../../../src/core/events.ts';
import { NO_LIMITS } from '../../../src/core/initial-state.ts';
import { pennies } from '../../../src/core/money.ts';
import type { State } from '../../../src/core/state.ts';
import { bet, CONDITIONS, given, started } from '../../core/given.ts';
import { leg } from '../../core/play.ts';

const RULE = CONDITIONS.stakeRule;
const opened = (wins: number, settings: Partial<Settings> = {}): State =>
  bet(
    Array.from({ length: wins }).reduce<State>((state) => leg(state, 4), given(started(settings))),
    4,
  );

describe('the chances of an open bet in one line', () => {
  it('are to reach the target from it, and after its win', () => {
    expect(chanceLine(opened(3), RULE)).toBe(
      'leg 4 of 9: 1 in 4,096; after a win 1 in 1,024 (legs to come at 4.00)',
    );
    expect(chanceLine(opened(0), RULE)).toBe(
      'leg 1 of 9: 1 in 262,144; after a win 1 in 65,536 (legs to come at 4.00)',
    );
  });

  it('count what a plan keeps', () => {
    expect(chanceLine(opened(0, { staking: 'to_target' }), RULE)).toBe(
      'leg 1 of 9: 1 in 68,286; after a win 1 in 17,071 (legs to come at 4.00)',
    );
  });

  it('end with the leg that may reach it', () => {
    expect(chanceLine(opened(8), RULE)).toBe('leg 9 of 9: 1 in 4; a win reaches the target');
  });

  it('say where none is left, and why', () => {
    const limits = { ...NO_LIMITS, maxStake: pennies(10_000) };
    expect(chanceLine(opened(3, { limits }), RULE)).toBe(
      'leg 4: no chance, since a pot of 219.68 stands still',
    );
  });

  it('are none without an open bet', () => {
    expect(chanceLine(given(started()), RULE)).toBeNull();
  });
});
