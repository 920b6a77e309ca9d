import { describe, expect, it } from 'vitest';
import { betRecords } from '../../src/betting/views/history.ts';
import { type BetsWanted, betsAt, betsWanted } from '../../src/dashboard/wanted-bets.ts';
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
async function found(wanted: Partial<BetsWanted>) {
  const places = await betsWanted(state, { direction: 'desc', ...wanted });
  return (await betsAt(state, places)).map(({ bet }) => bet.event.split(' ')[0]);
}

describe('bets', () => {
  it('are all of them, the newest first, unless told', async () => {
    expect(await found({})).toEqual(['Brno', 'Zenit', 'Ajax', 'Arsenal']);
    expect(await betsAt(state, await betsWanted(state, { direction: 'desc' }))).toEqual([
      ...betRecords(state),
    ]);
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
  ] as const)('that match %o', async (wanted, events) => {
    expect(await found(wanted)).toEqual(events);
  });

  it.each([
    ['event', 'asc', ['Ajax', 'Arsenal', 'Brno', 'Zenit']],
    ['event', 'desc', ['Zenit', 'Brno', 'Arsenal', 'Ajax']],
    ['profit', 'asc', ['Ajax', 'Zenit', 'Arsenal', 'Brno']],
    ['profit', 'desc', ['Arsenal', 'Zenit', 'Ajax', 'Brno']],
    ['time', 'asc', ['Arsenal', 'Ajax', 'Zenit', 'Brno']],
    ['stake', 'desc', ['Ajax', 'Brno', 'Zenit', 'Arsenal']],
    ['result', 'asc', ['Ajax', 'Zenit', 'Arsenal', 'Brno']],
  ] as const)('are sorted by %s %s, those without a value last', async (sort, direction, events) => {
    expect(await found({ sort, direction })).toEqual(events);
  });

  it.each(BET_COLUMNS)('sorted by %s are the same bets, either way', async (sort) => {
    const all = (await found({})).sort();
    for (const direction of ['asc', 'desc'] as const)
      expect((await found({ sort, direction })).sort()).toEqual(all);
  });

  it('are looked for in a journal once', async () => {
    const first = await betsWanted(state, { direction: 'desc', search: 'a' });
    expect(await betsWanted({ ...state }, { direction: 'desc', search: 'a' })).toBe(first);
  });

  it('are none in an empty log', async () => {
    expect(await betsWanted(createStory(null).state(), { direction: 'asc', search: 'a' })).toEqual([]);
  });
});
