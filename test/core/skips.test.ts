import { describe, expect, test } from 'vitest';
import type { Skipped } from '../../src/core/events.ts';
import { type Skip, type Skippable, skipOf, skipsAt } from '../../src/core/skips.ts';
import type { State } from '../../src/core/state.ts';
import { act, at, facts, given, refusal, started } from './given.ts';

const skip = (state: State, what: Skipped['what'], name: string, until: string | null = null, now = at()) =>
  act(state, { kind: 'skip', now, what, name, why: 'x', until });

const inForce = (state: State, now = at()): string[] =>
  skipsAt(state, now).map(({ what, name }) => `${what} ${name}`);

describe('a skip', () => {
  test('is on record with who asked for it, why, since when and until when', () => {
    const state = act(given(started()), {
      kind: 'skip',
      now: at(5),
      what: 'competition',
      name: 'Serie A',
      why: 'holidays',
      until: at(60),
    });
    expect(state.skips).toEqual([
      {
        what: 'competition',
        name: 'Serie A',
        why: 'holidays',
        until: at(60),
        actor: 'system',
        since: at(5),
        seq: 2,
      },
    ]);
  });

  test('is over at its end without an event, and one without an end is not', () => {
    const state = skip(skip(given(started()), 'team', 'Leeds', at(60)), 'team', 'Hull');
    expect(inForce(state, at(59))).toEqual(['team Leeds', 'team Hull']);
    expect(inForce(state, at(60))).toEqual(['team Hull']);
  });

  test('whose time is over is forgotten with the next one', () => {
    const state = skip(given(started()), 'team', 'Leeds', at(60));
    expect(skip(state, 'team', 'Hull', null, at(60)).skips.map(({ name }) => name)).toEqual(['Hull']);
  });

  test('of the same thing takes the place of the one before, however it is written', () => {
    const state = skip(skip(given(started()), 'team', 'Leeds', at(60)), 'team', ' LEEDS ', at(90));
    expect(inForce(state, at(70))).toEqual(['team  LEEDS ']);
    expect(state.skips).toHaveLength(1);
  });

  test('that changes nothing is refused', () => {
    const wish = { kind: 'skip', now: at(), what: 'team', name: 'Leeds', why: 'x', until: null } as const;
    const state = act(given(started()), wish);
    expect(refusal(state, { ...wish, name: 'leeds' })).toBe('unchanged');
    expect(facts(state, { ...wish, why: 'y' })).toHaveLength(1);
    expect(facts(state, { ...wish, until: at(60) })).toHaveLength(1);
  });

  test('is ended once, by the name it was given', () => {
    const state = skip(skip(given(started()), 'team', 'Leeds'), 'market', 'Leeds');
    const end = { kind: 'end_skip', now: at(), what: 'team', name: 'leeds' } as const;
    expect(facts(state, end)).toEqual([{ type: 'SKIP_ENDED', data: { what: 'team', name: 'Leeds' } }]);
    expect(inForce(act(state, end))).toEqual(['market Leeds']);
    expect(refusal(act(state, end), end)).toBe('not-skipped');
    expect(refusal(skip(given(started()), 'team', 'Leeds', at(60)), { ...end, now: at(60) })).toBe(
      'not-skipped',
    );
  });
});

const DRAW: Skippable = {
  marketId: '1.100',
  event: 'Leeds v Hull City',
  competition: 'Championship',
  selection: 'The Draw',
  runners: ['Leeds', 'Hull City', 'The Draw'],
};

const skipped = (what: Skipped['what'], name: string, more: Partial<Skippable> = {}): boolean => {
  const one: Skip = { what, name, why: 'x', actor: 'console', since: at(), until: null, seq: 2 };
  return skipOf({ ...DRAW, ...more }, [one]) === one;
};

describe('left out is', () => {
  test.each<[Skipped['what'], string]>([
    ['market', '1.100'],
    ['market', 'leeds v hull city'],
    ['team', 'LEEDS'],
    ['team', '  Hull   City '],
    ['team', 'the draw'],
    ['team', 'Draw'],
    ['competition', 'championship'],
  ])('by the %s "%s" the draw of Leeds v Hull City in the Championship', (what, name) => {
    expect(skipped(what, name)).toBe(true);
  });

  test.each<[Skipped['what'], string]>([
    ['market', '1.10'],
    ['market', 'Leeds'],
    ['team', 'Hull'],
    ['team', 'Championship'],
    ['competition', 'Leeds'],
  ])('not by the %s "%s"', (what, name) => {
    expect(skipped(what, name)).toBe(false);
  });

  test('of a match whose draw is skipped the draw alone', () => {
    expect(skipped('team', 'The Draw', { selection: 'Leeds' })).toBe(false);
  });

  test.each([
    'Leeds v Hull City',
    'Leeds vs Hull City',
    'Hull City vs. Leeds',
    'Hull City @ Leeds',
    'Leeds - Hull City',
  ])('a team that only the event names: %s', (event) => {
    const goals = { event, selection: 'Under 2.5 Goals', runners: ['Under 2.5 Goals', 'Over 2.5 Goals'] };
    expect(skipped('team', 'Leeds', goals)).toBe(true);
    expect(skipped('team', 'Hull', goals)).toBe(false);
  });

  test('no market without a competition by a competition', () => {
    expect(skipped('competition', 'Championship', { competition: null })).toBe(false);
  });

  test('nothing where nothing is skipped', () => {
    expect(skipOf(DRAW, [])).toBeNull();
  });
});
