import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/core/events.ts';
import { pennies } from '../../src/core/money.ts';
import { VOID_RESULT } from '../../src/core/settlement.ts';
import { cardNotice, cycleStory } from '../../src/notify/cycle-story.ts';
import { field, plain } from '../commands/bench-app.ts';
import { at, CONDITIONS, requestBet, started } from '../core/given.ts';
import { createStory, type Story } from './story.ts';

const storyOf = (story: Story, events: readonly Event[]) =>
  cycleStory(
    events,
    {
      before: story.before(),
      after: story.state(),
      currency: 'GBP',
      stakeRule: CONDITIONS.stakeRule,
      lastRejection: null,
    },
    () => null,
  );

const cardOf = (story: Story, events: readonly Event[]) => {
  const [card] = storyOf(story, events);
  return card!;
};

const steps = (story: Story, events: readonly Event[]): string[] =>
  plain(cardOf(story, events).message.text).split('\n');

describe('the living message of a bet', () => {
  it('begins with its request and names it as every notice does', () => {
    const story = createStory();
    const card = cardOf(story, story.act(requestBet('ref-1')));
    expect(card.of).toEqual({ epoch: 1, cycle: 1, orderRef: 'ref-1' });
    expect(card.message).toMatchObject({
      title: 'Sent to the exchange: The Draw in Middlesbrough v Man City',
      tone: 'open',
    });
    expect(plain(card.message.text)).toBe(`Asked for 1.00 at 3.50 or better, ${at(1)}`);
    const named = ['Event', 'Selection', 'Stake', 'Price', 'Cycle', 'Leg', 'Pot'];
    expect(named.filter((name) => field(card.message, name) === undefined)).toEqual([]);
  });

  it('goes on with what was matched, and ends with the result, step by step', () => {
    const story = createStory();
    expect(steps(story, story.bet())).toEqual([
      `Asked for 1.00 at 3.50 or better, ${at(1)}`,
      `Placed: 1.00 matched at 3.50, ${at(2)}`,
    ]);
    const won = story.end('won');
    expect(steps(story, won).at(-1)).toBe(`Won: +2.37 GBP after 0.13 GBP commission, ${at(3)}`);
    expect(cardOf(story, won).message).toMatchObject({
      tone: 'good',
      title: expect.stringMatching(/^Won: /),
    });
    expect(field(cardOf(story, won).message, 'Pot')).toBe('3.37 GBP');
  });

  it('has the chances of the target in one line while it is open', () => {
    const story = createStory();
    expect(field(cardOf(story, story.act(requestBet('ref-1'))).message, 'Target')).toBeUndefined();
    const other = createStory();
    expect(field(cardOf(other, other.bet()).message, 'Target')).toBe(
      'leg 1 of 9: 1 in 78,816; after a win 1 in 22,519 (legs to come at 3.50)',
    );
    expect(field(cardOf(other, other.end('won')).message, 'Target')).toBeUndefined();
  });

  it('shows since when its market is in play, where somebody has seen it', () => {
    const story = createStory();
    const [placed] = story.bet();
    const { orderRef } = story.state().openBets[0]!;
    const seen = {
      id: 'in-play',
      at: at(5),
      currency: 'GBP',
      stakeRule: CONDITIONS.stakeRule,
      inPlaySince: () => at(5),
    };
    expect(plain(cardNotice(story.state(), orderRef, seen)?.message.text)).toContain(
      `In play, seen ${at(5)}`,
    );
    expect(cardNotice(story.state(), 'unknown', seen)).toBeNull();
    expect(placed?.type).toBe('BET_PLACED');
  });

  it('says why an order was not taken', () => {
    const story = createStory();
    story.act(requestBet('ref-1'));
    const rejected = story.act({ kind: 'record_rejected', now: at(), orderRef: 'ref-1', code: 'KILLED' });
    expect(cardOf(story, rejected).message.title).toMatch(/^Not taken: /);
    expect(steps(story, rejected)).toEqual([
      `Asked for 1.00 at 3.50 or better, ${at(1)}`,
      `Not taken: the price was gone when the order came, ${at(2)}`,
    ]);
  });

  it('tells a correction with what was believed', () => {
    const story = createStory();
    story.bet();
    story.end('lost');
    const corrected = story.act({
      kind: 'correct_result',
      now: at(),
      orderRef: 'ref-1',
      settledDate: at(3),
      to: VOID_RESULT,
    });
    expect(steps(story, corrected).at(-1)).toContain('Void, corrected from lost: 0.00 GBP');
  });
});

describe('the end of a cycle', () => {
  it('is told with what it cost and brought, after the bet that ended it', () => {
    const story = createStory();
    story.bet();
    const [card, end, ...more] = storyOf(story, story.end('lost'));
    expect(more).toEqual([]);
    expect(card?.kind).toBe('bet_card');
    expect(end).toMatchObject({ kind: 'cycle_end', of: { epoch: 1, cycle: 1, orderRef: null } });
    expect(end?.message).toMatchObject({ title: 'Cycle 1: lost, leg 1', tone: 'bad' });
    expect(plain(end?.message.text)).toBe(
      '1 leg, 0 won. Put in 1.00 GBP, taken out 0.00 GBP: -1.00 GBP. Highest pot 1.00 GBP.',
    );
  });

  it('is told of a target and of a reset as well, and of nothing else', () => {
    const story = createStory(started({ target: pennies(300) }));
    story.bet();
    expect(storyOf(story, story.end('won')).map(({ message }) => message.title)).toEqual([
      'Won: The Draw in Middlesbrough v Man City',
      'Cycle 1: target reached, leg 1',
    ]);
    const reset = story.act({ kind: 'reset', now: at(), initialStake: pennies(100), minStake: pennies(100) });
    expect(storyOf(story, reset).map(({ message }) => message.tone)).toEqual(['neutral']);
    const paused = story.act({ kind: 'pause', now: at(), why: 'lunch', until: null });
    expect(storyOf(story, paused)).toEqual([]);
  });
});
