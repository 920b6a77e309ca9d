import { describe, expect, it } from 'vitest';
import { affectedByChange, affectedByEvent } from '../../../src/dashboard/page/affected.ts';
import { backOff } from '../../../src/dashboard/page/back-off.ts';
import { kindOf } from '../../../src/dashboard/page/event-kinds.ts';
import { freshId } from '../../../src/dashboard/page/fresh-id.ts';
import { ladderShare } from '../../../src/dashboard/page/ladder-scale.ts';
import { linePath } from '../../../src/dashboard/page/line-path.ts';
import { readJson } from '../../../src/dashboard/page/read-json.ts';
import { titleOf, toneWords } from '../../../src/dashboard/page/tone.ts';
import { moved, NOTHING_TYPED, withLine } from '../../../src/dashboard/page/typed-history.ts';
import type { Status, Tone } from '../../../src/dashboard/page/wire-types.ts';
import { EVENT_REGISTRY } from '../../../store/codec/event-registry.ts';

describe('what is asked for anew', () => {
  it('has the status and the timeline after every event', () => {
    for (const type of [...Object.keys(EVENT_REGISTRY), 'ONE_OF_A_LATER_VERSION'])
      expect(affectedByEvent(type)).toEqual(expect.arrayContaining(['status', 'events']));
  });

  it('has all that money is shown in after a result, and after an event that the page does not know', () => {
    for (const type of ['BET_WON', 'BET_LOST', 'RESULT_CORRECTED', 'SYSTEM_RESET', 'ONE_OF_A_LATER_VERSION'])
      expect(affectedByEvent(type)).toEqual(
        expect.arrayContaining(['open', 'bets', 'cycles', 'charts', 'books']),
      );
  });

  it('leaves the table of bets alone where only a setting or a pause changed', () => {
    for (const type of ['ODDS_RANGE_CHANGED', 'BETTING_PAUSED', 'NOTICES_CHANGED'])
      expect(affectedByEvent(type)).not.toContain('bets');
  });

  it('has what a change beside the log is about', () => {
    expect(affectedByChange('prices')).toEqual(['open']);
    expect(affectedByChange('scans')).toContain('scans');
    expect(affectedByChange('health')).toContain('health');
  });
});

describe('coming back after a lost connection', () => {
  it('waits longer after each failure, up to a limit, pages apart from each other', () => {
    expect([1, 2, 3, 4, 5, 50].map((failures) => backOff(failures, 0.5))).toEqual([
      1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
    ]);
    expect([0, 1].map((chance) => backOff(1, chance))).toEqual([750, 1_250]);
  });
});

describe('what the server says', () => {
  it('is read without what would turn the direction of the words after a name', () => {
    const name = '\u202eNort\u2066h\u2069\u202c';
    expect(readJson(JSON.stringify({ text: `${name} at 1.34` }))).toEqual({ text: 'North at 1.34' });
  });

  it('is not what a proxy says in its place', () => {
    expect(() => readJson('<!doctype html>')).toThrow(SyntaxError);
  });
});

describe('the word and the title for how the bot stands', () => {
  const openBet = { stake: 337, selection: 'The Draw' } as Status['openBet'];
  const standing = (tone: Tone, bet: Status['openBet'] = null) => ({
    betting: { on: false, why: '', tone },
    openBet: bet,
    pot: 1_138,
    currency: 'GBP',
  });

  it('tell a pause and an alarm before the bet that is open', () => {
    expect(toneWords(standing('open', openBet))).toBe('Bet open');
    expect(toneWords(standing('paused', openBet))).toBe('Paused, bet open');
    expect(toneWords(standing('paused'))).toBe('Paused');
    expect(titleOf(standing('paused', openBet))).toBe('Ⅱ Paused · 3.37 GBP on The Draw · Rollover');
    expect(titleOf(standing('alarm', openBet))).toBe('▲ Alarm · 3.37 GBP on The Draw · Rollover');
    expect(titleOf(standing('alarm'))).toBe('▲ Alarm · Rollover');
  });

  it('tell the bet, or what is in the pot', () => {
    expect(titleOf(standing('open', openBet))).toBe('● 3.37 GBP on The Draw · Rollover');
    expect(titleOf(standing('open'))).toBe('● A bet is being placed · Rollover');
    expect(titleOf(standing('ready'))).toBe('11.38 GBP · Rollover');
  });
});

describe('the way to the target', () => {
  it('has each doubling as long as the next', () => {
    const shares = [100, 200, 400, 800, 1_600].map((pot) => ladderShare(pot, 100, 1_600));
    expect(shares.map((share) => Number(share.toFixed(9)))).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('stays within its ends', () => {
    expect(ladderShare(0, 100, 1_600)).toBe(0);
    expect(ladderShare(50, 100, 1_600)).toBe(0);
    expect(ladderShare(9_999, 100, 1_600)).toBe(1);
    expect(ladderShare(100, 100, 100)).toBe(1);
  });
});

describe('the line of prices', () => {
  const size = { width: 100, height: 56 };

  it('goes in steps from edge to edge, the highest price on top', () => {
    const points = [
      { x: 0, y: 3 },
      { x: 50, y: 4 },
      { x: 100, y: 2 },
    ];
    expect(linePath(points, 3, size)).toEqual({ path: 'M0 28H50V3H100V53', level: 28 });
  });

  it('lies in the middle where nothing has moved', () => {
    expect(linePath([{ x: 7, y: 3 }], 3, size)).toEqual({ path: 'M50 28', level: 28 });
  });
});

describe('the arrow keys of the command box', () => {
  const typed = ['status', 'odds 3 4'].reduce(withLine, NOTHING_TYPED);

  it('go back to the first line, and on to what was being typed', () => {
    const [one, first] = moved(typed, -1, 'paus')!;
    expect(first).toBe('odds 3 4');
    const [two, second] = moved(one, -1, first)!;
    expect(second).toBe('status');
    expect(moved(two, -1, second)).toBeNull();
    const [three, third] = moved(two, 1, second)!;
    expect(third).toBe('odds 3 4');
    expect(moved(three, 1, third)?.[1]).toBe('paus');
    expect(moved(typed, 1, 'paus')).toBeNull();
  });

  it('find a line that was typed twice in a row once, and only the last fifty', () => {
    expect(withLine(typed, 'odds 3 4').lines).toEqual(typed.lines);
    const many = Array.from({ length: 60 }, (_, i) => `history ${i}`).reduce(withLine, NOTHING_TYPED);
    expect(many.lines).toHaveLength(50);
    expect(many.lines.at(-1)).toBe('history 59');
  });
});

it('makes an idempotency key of 128 bits, another one each time', () => {
  expect(freshId()).toMatch(/^[0-9a-f]{32}$/);
  expect(freshId()).not.toBe(freshId());
});

it('gives each event of the log a mark', () => {
  expect(['BET_WON', 'BET_LOST', 'BET_PLACED', 'BETTING_PAUSED', 'BOT_STARTED'].map(kindOf)).toEqual([
    'won',
    'lost',
    'bet',
    'pause',
    'run',
  ]);
  expect(kindOf('ONE_OF_A_LATER_VERSION')).toBe('setting');
});
