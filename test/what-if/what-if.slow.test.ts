import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { betRecords } from '../../src/betting/views/history.ts';
import { whatIfReply } from '../../src/betting/views/what-if-reply.ts';
import type { Event } from '../../src/core/events.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { State } from '../../src/core/state.ts';
import { writeText } from '../../src/reply.ts';
import { whatIf } from '../../src/what-if/what-if.ts';
import { SAMPLE_FACTS } from '../store/sample-facts.ts';
import { daysOfABot } from './days-of-a-bot.ts';

/** Every bet with what came of it, without the names that each run gives it. */
const course = (state: State | undefined) =>
  state &&
  [...betRecords(state)].map(({ bet, cycle, leg, settled }) => ({
    ...{ marketId: bet.marketId, selectionId: bet.selectionId, selection: bet.selection, event: bet.event },
    ...{ asked: bet.priceAsked, matched: bet.priceMatched, stake: bet.stake, reason: bet.reason, cycle, leg },
    ...{ result: settled?.result, potAfter: settled?.potAfter },
  }));

const bets = (events: readonly Event[]) => events.filter(({ type }) => type === 'BET_PLACED').length;

/** When each bet was asked for. */
function placedBets(events: readonly Event[]): readonly string[] {
  const placed = events.flatMap(({ type, data }) => (type === 'BET_PLACED' ? [data.orderRef] : []));
  return events.flatMap(({ type, at, data }) =>
    type === 'BET_REQUESTED' && placed.includes(data.orderRef) ? [at] : [],
  );
}

/** The recordings without the looks at which bets were asked for at those moments. */
async function loseLooks(files: readonly string[], moments: readonly string[]): Promise<void> {
  for (const file of files) {
    const lines = readFileSync(file, 'utf8').split('\n');
    const kept = lines.filter((line) => !moments.some((at) => line.includes(`"decided":${Date.parse(at)},`)));
    writeFileSync(file, kept.join('\n'));
  }
}

describe('the days of a bot, played once more', () => {
  it.each([1, 2, 3])(
    'as they were set, bring the very bets and results of the log (seed %s)',
    async (seed) => {
      const { parts, events, began } = await daysOfABot(seed, 1_500);
      expect(bets(events)).toBeGreaterThan(5);
      const found = await whatIf(parts, {}, began);
      expect(found).toMatchObject({ different: [], unknown: 0, unseen: null });
      expect(course(found?.would.after)).toEqual(course(found?.was.after));
      expect(found?.would.after.ledger.allTime).toEqual(found?.was.after.ledger.allTime);
    },
  );

  it('take over what people did meanwhile, and what they changed', async () => {
    const { parts, events, began } = await daysOfABot(4, 1_500, (look) => {
      if (look === 300) return { kind: 'change_odds', to: { min: price(2.5), max: price(3) } };
      if (look === 700) return { kind: 'pause', why: 'a test', until: null };
      if (look === 800) return { kind: 'resume', why: 'a test' };
      return null;
    });
    const found = await whatIf(parts, {}, began);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ODDS_RANGE_CHANGED', 'BETTING_PAUSED', 'BETTING_RESUMED']),
    );
    expect(found?.different).toEqual([]);
    expect(course(found?.would.after)).toEqual(course(found?.was.after));
    expect(found?.would.after.settings.odds).toEqual({ min: 2.5, max: 3 });
  });

  it('take over resets and cancels with a bet open, and a bet that was found late', async () => {
    const stray = { ...SAMPLE_FACTS.BET_FOUND_LATE.data, orderRef: 'stray', stake: pennies(150) };
    const { parts, events, began } = await daysOfABot(8, 1_500, (look, state) => {
      if (look >= 200 && look < 260 && state.openBets.length > 0 && state.ledger.epoch === 1)
        return { kind: 'reset', initialStake: pennies(200), minStake: pennies(100) };
      if (look >= 500 && look < 560 && state.openBets.length > 0 && state.ledger.figures.voids === 0)
        return { kind: 'cancel' };
      if (look === 900) return { kind: 'record_found_late', since: '', bet: stray };
      if (look === 910) return { kind: 'record_void', orderRef: 'stray', reason: 'a test' };
      return null;
    });
    const kinds = events.map(({ type }) => type);
    expect(kinds).toEqual(expect.arrayContaining(['SYSTEM_RESET', 'BET_VOIDED', 'BET_FOUND_LATE']));
    const found = await whatIf(parts, {}, began);
    expect(found?.different).toEqual([]);
    expect(course(found?.would.after)).toEqual(course(found?.was.after));
    expect(found?.would.after.ledger.allTime).toEqual(found?.was.after.ledger.allTime);
  });

  it('from the middle on, begin with what stood then', async () => {
    const { parts, events, began } = await daysOfABot(5, 1_500);
    const middle = events.find(({ type }) => type === 'BET_PLACED')?.at ?? began;
    const found = await whatIf(parts, {}, middle);
    expect(found?.different).toEqual([]);
    expect(found?.would.after.ledger.allTime).toEqual(found?.was.after.ledger.allTime);
  });

  it('with another range bring other bets, filled and settled from what was seen', async () => {
    const { parts, began } = await daysOfABot(6, 1_500);
    const odds = { min: price(1.5), max: price(2.2) };
    const found = await whatIf(parts, { odds }, began);
    const made = found!.different.filter(({ inLog }) => !inLog);
    expect(made.length).toBeGreaterThan(3);
    for (const { bet } of made) {
      expect(bet.priceAsked).toBeGreaterThanOrEqual(1.5);
      expect(bet.priceAsked).toBeLessThanOrEqual(2.2);
    }
    const { wins, losses, voids } = found!.would.after.ledger.allTime;
    expect(wins + losses + voids).toBeGreaterThanOrEqual(made.length - 1);
  });

  it('tell of bets whose looks are not on record, and from when on', async () => {
    const { parts, events, began } = await daysOfABot(1, 1_500);
    const asked = placedBets(events);
    await loseLooks(await parts.files(), [asked[2]!, asked[4]!]);
    const found = await whatIf(parts, {}, began);
    expect(found?.unseen).toEqual({ bets: 2, since: asked[2] });
    const told = whatIfReply(parts, found!, {});
    expect(writeText(told.text ?? [], ({ at }) => at)).toContain(
      ` 2 bets of the log were placed at looks that are not on record; from the first of them, ${asked[2]}, on, the comparison is not like for like.`,
    );
  });

  it('tell of the bets that came after the last look on record', async () => {
    const { parts, events, began } = await daysOfABot(1, 1_500);
    const asked = placedBets(events).slice(-3);
    await loseLooks(await parts.files(), asked);
    expect((await whatIf(parts, {}, began))?.unseen).toEqual({ bets: 3, since: asked[0] });
  });

  it('say that the bets differ where they come to the same money', async () => {
    const { parts, began } = await daysOfABot(6, 1_500);
    const odds = { min: price(1.5), max: price(2.2) };
    const found = (await whatIf(parts, { odds }, began))!;
    const title = (more: Partial<typeof found>) => whatIfReply(parts, { ...found, ...more }, { odds }).title;
    expect(title({ would: found.was })).toBe('With odds of 1.50 to 2.20: other bets, and the same net');
    expect(title({ would: found.was, different: [] })).toBe('With odds of 1.50 to 2.20: the same bets');
  });

  it('are not there where nothing was recorded', async () => {
    const { parts } = await daysOfABot(7, 4);
    expect(await whatIf(parts, {}, '2030-01-01T00:00:00.000Z')).toBeNull();
  });
});
