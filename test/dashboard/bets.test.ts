import { describe, expect, it } from 'vitest';
import { betRecords } from '../../src/betting/views/history.ts';
import { type BetsWanted, betsWanted } from '../../src/dashboard/wanted-bets.ts';
import { BET_COLUMNS } from '../../src/dashboard/wire/bets.ts';
import { createStory } from '../notify/story.ts';

/** Bets on four matches: won, lost, void, and one that is open. */
function someBets() {
  const story = createStory();
  for (const [event, selection, outcome] of [
    ['Arsenal v Chelsea', 'The Draw', 'won'],
    ['Ajax v PSV', 'Ajax', 'lost'],
    ['Zenit v Arsenal', 'Zenit', 'void'],
  ] as const) {
    story.bet({ event, selection, competition: 'Cup' });
    story.end(outcome);
  }
  story.bet({ event: 'Brno v Plzeň', selection: 'Brno', competition: null });
  return story.state();
}

const state = someBets();
const found = (wanted: Partial<BetsWanted>) =>
  betsWanted(state, { direction: 'desc', ...wanted }).map(({ bet }) => bet.event.split(' ')[0]);

describe('bets', () => {
  it('are all of them, the newest first, unless told', () => {
    expect(found({})).toEqual(['Brno', 'Zenit', 'Ajax', 'Arsenal']);
    expect(betsWanted(state, { direction: 'desc' })).toEqual([...betRecords(state)]);
  });

  it.each([
    [{ search: 'arsenal' }, ['Zenit', 'Arsenal']],
    [{ search: ' AJAX ' }, ['Ajax']],
    [{ search: 'plzeň' }, ['Brno']],
    [{ search: 'cup' }, ['Zenit', 'Ajax', 'Arsenal']],
    [{ search: 'nothing' }, []],
    [{ result: 'won' }, ['Arsenal']],
    [{ result: 'open' }, ['Brno']],
    [{ result: 'void', search: 'zenit' }, ['Zenit']],
    [{ cycle: 1 }, ['Ajax', 'Arsenal']],
    [{ cycle: 2, epoch: 1 }, ['Brno', 'Zenit']],
    [{ epoch: 2 }, []],
  ] as const)('that match %o', (wanted, events) => {
    expect(found(wanted)).toEqual(events);
  });

  it.each([
    ['event', 'asc', ['Ajax', 'Arsenal', 'Brno', 'Zenit']],
    ['event', 'desc', ['Zenit', 'Brno', 'Arsenal', 'Ajax']],
    ['profit', 'asc', ['Ajax', 'Zenit', 'Arsenal', 'Brno']],
    ['profit', 'desc', ['Arsenal', 'Zenit', 'Ajax', 'Brno']],
    ['time', 'asc', ['Arsenal', 'Ajax', 'Zenit', 'Brno']],
    ['stake', 'desc', ['Ajax', 'Brno', 'Zenit', 'Arsenal']],
    ['result', 'asc', ['Ajax', 'Zenit', 'Arsenal', 'Brno']],
  ] as const)('are sorted by %s %s, those without a value last', (sort, direction, events) => {
    expect(found({ sort, direction })).toEqual(events);
  });

  it.each(BET_COLUMNS)('sorted by %s are the same bets, either way', (sort) => {
    for (const direction of ['asc', 'desc'] as const)
      expect(found({ sort, direction }).sort()).toEqual(found({}).sort());
  });

  it('are read from a journal once', () => {
    const [first] = betsWanted(state, { direction: 'desc' });
    const [again] = betsWanted({ ...state }, { direction: 'desc', sort: 'time' });
    expect(again).toBe(first);
  });

  it('are none in an empty log', () => {
    expect(betsWanted(createStory(null).state(), { direction: 'asc', search: 'a' })).toEqual([]);
  });
});
