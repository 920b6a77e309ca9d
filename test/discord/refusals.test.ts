import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Handled } from '../../src/betting/handle.ts';
import type { FoundOrder } from '../../src/betting/sweep-orders.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { RolloverParts } from '../../src/rollover.ts';
import type { Bench } from '../betting/loop-bench.ts';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { asTyped, type CommandBot, startCommandBot, WHOLE } from './command-bot.ts';

let standin: Standin;
let bot: CommandBot;

let ends: (() => void | Promise<void>)[] = [];
const atTheEnd = (last: () => void | Promise<void>) => void ends.push(last);

/** What the exchange has that the log does not know; a test puts it there. */
let unknown: readonly FoundOrder[] = [];
/** What a log answers that cannot be written; null where it can be. */
let full: Extract<Handled, { kind: 'failed' }> | null = null;

const partsOf = ({ bettor, handler }: Bench): Partial<RolloverParts> => ({
  ...WHOLE,
  bettor: { ...bettor, unknownOrders: () => unknown },
  handler: {
    ...handler,
    handle: async (...call) => full ?? handler.handle(...call),
  },
});

const begin = (mode: 'demo' | 'live') => async () => {
  standin = await startStandin();
  bot = await startCommandBot(standin, { mode, atTheEnd }, (bench) => ({ ...partsOf(bench), mode }));
};

async function end(): Promise<void> {
  await bot.surface.stop();
  for (const last of ends.reverse()) await last();
  ends = [];
  await standin.close();
  expect(standin.violations).toEqual([]);
}

const ask = (line: string) => {
  const [name, options] = asTyped(line);
  return standin.command('owner', name, options);
};

interface Refusal {
  readonly line: string;
  readonly code: string;
  readonly words: RegExp;
  /** Asked first. */
  readonly before?: readonly string[];
}

async function expectRefused({ line, code, words, before = [] }: Refusal): Promise<void> {
  for (const earlier of before) await ask(earlier).response();
  const { seq } = bot.handler.state();
  const asked = ask(line);
  const seen = await asked.response();
  expect(bot.outcomes.get(asked.id)).toMatchObject({ kind: 'refused', code });
  expect(seen.ephemeral).toBe(true);
  expect(seen.text).toContain('⚠️ Not done');
  expect(seen.text).toMatch(words);
  expect(bot.handler.state().seq).toBe(seq);
}

describe('in demo, a refusal is told to the one who asked, and nothing is done', () => {
  beforeAll(begin('demo'));
  afterAll(end);

  it.each<Refusal>([
    { line: 'adopt', code: 'nothing_to_adopt', words: /is in its log/ },
    { line: 'arm 60', code: 'not-live', words: /Arming is for live betting; this is demo/ },
    { line: 'bet 17', code: 'no_such_bet', words: /17/ },
    { line: 'books bet:17', code: 'no_such_bet', words: /The log has no bet 17/ },
    { line: 'books cycle:9', code: 'no_such_cycle', words: /There is no cycle 9 yet/ },
    { line: 'cancel', code: 'no-open-bet', words: /No bet is open/ },
    { line: 'cycle 9', code: 'no_such_cycle', words: /There is no cycle 9: the last one is cycle 1/ },
    { line: 'cycles page:9', code: 'no_such_page', words: /There is no page 9/ },
    { line: 'diff #2 #1', code: 'backwards', words: /give the earlier one first/, before: ['pause'] },
    { line: 'diff nonsense', code: 'no_point', words: /is no point of the log/ },
    { line: 'disarm', code: 'not-armed', words: /not armed/ },
    { line: 'help nonsense', code: 'unknown_command', words: /There is no command "nonsense"/ },
    { line: 'help page:99', code: 'no_such_page', words: /There is no page 99/ },
    { line: 'history page:9', code: 'no_such_page', words: /There is no page 9/ },
    { line: 'limits none', code: 'unchanged', words: /The limits are those already/ },
    { line: 'notify bets', code: 'no_loudness', words: /Say how loudly/ },
    { line: 'notify alerts off', code: 'alerts_stay', words: /it can be silent, not off/ },
    {
      line: 'notify bets silent',
      code: 'unchanged',
      words: /told like that already/,
      before: ['notify bets silent'],
    },
    { line: 'odds 4 3', code: 'range_reversed', words: /below|above|reversed/ },
    { line: 'odds 2 3', code: 'unchanged', words: /The odds range is that already/, before: ['odds 2 3'] },
    { line: 'pause 5', code: 'reason_is_a_number', words: /say pause minutes:5/ },
    { line: 'quiet 22:00', code: 'two_times', words: /two different times/ },
    { line: 'reset 0.5', code: 'stake-too-small', words: /at least 1\.00/ },
    { line: 'reset 50000', code: 'stake-too-large', words: /below the target of 50,000\.00/ },
    { line: 'resume', code: 'not-paused', words: /Betting is not paused/, before: ['resume'] },
    { line: 'skip team York', code: 'unchanged', words: /skipped already/, before: ['skip team York'] },
    { line: 'skips end:nobody', code: 'no_such_skip', words: /Nothing called "nobody" is skipped/ },
    {
      line: 'skips end:Hull',
      code: 'several_skips',
      words: /stands for several/,
      before: ['skip team Hull', 'skip competition Hull'],
    },
    { line: 'status 1999-01-01', code: 'no_point', words: /nothing as early as/ },
  ])('$line: $code', expectRefused);

  it.each([
    [false, /Nothing was changed\. The event log cannot be written \(the disk is full\)/],
    [true, /not known whether this is recorded; look again once .* cannot be written \(the disk is full\)/],
  ])(
    'of a change that cannot be written, where it may be stored all the same: %s',
    async (mayBeStored, words) => {
      full = { kind: 'failed', reason: 'the disk is full', mayBeStored };
      try {
        await expectRefused({ line: 'pause', code: 'log-blocked', words });
      } finally {
        full = null;
      }
    },
  );

  it.each([
    ['limits much', /max_stake: must be an amount above zero/],
    ['bet "no such id!"', /must be the number that the exchange gave the bet/],
  ])('of wrong values says what is allowed: %s', async (line, words) => {
    const asked = ask(line);
    const seen = await asked.response();
    expect(bot.outcomes.get(asked.id)).toMatchObject({ kind: 'invalid' });
    expect(seen.ephemeral).toBe(true);
    expect(seen.text.replaceAll('\\', '')).toMatch(words);
  });
});

const ORDER: FoundOrder = {
  betId: '338104992133',
  side: 'BACK',
  marketId: '1.100',
  selectionId: 58_805,
  orderRef: 'somebody',
  priceAsked: price(3.5),
  placedAt: new Date(0).toISOString(),
  matched: pennies(100),
  remaining: pennies(0),
  isSettled: false,
  priceMatched: price(3.55),
};

describe('in live, a refusal is told to the one who asked, and nothing is done', () => {
  beforeAll(begin('live'));
  afterAll(end);

  it.each<Refusal & { readonly orders: readonly FoundOrder[] }>([
    {
      orders: [ORDER, { ...ORDER, betId: '2' }],
      line: 'adopt',
      code: 'which_one',
      words: /Say which: 338104992133, 2/,
    },
    { orders: [{ ...ORDER, side: 'LAY' }], line: 'adopt', code: 'lay', words: /the bot only backs/ },
    {
      orders: [{ ...ORDER, remaining: pennies(5) }],
      line: 'adopt',
      code: 'not_matched',
      words: /not matched whole yet/,
    },
    { orders: [], line: 'cancel', code: 'live', words: /cannot be taken back/ },
  ])('$line: $code', async ({ orders, ...refusal }) => {
    unknown = orders;
    await expectRefused(refusal);
  });

  it('until live betting is armed, and again once it is not', async () => {
    expect((await ask('arm 60').response()).text).toContain('Live betting is armed');
    expect((await ask('disarm').response()).text).toContain('Live betting is disarmed');
    await expectRefused({ line: 'disarm', code: 'not-armed', words: /not armed/ });
  });

  it('of a reset while a bet of real money is open', async () => {
    unknown = [];
    await ask('arm 60').response();
    await bot.bettor.selectMarket();
    expect(bot.handler.state().openBets).toHaveLength(1);
    await expectRefused({
      line: 'reset',
      code: 'open-bet',
      words: /in live mode reset is possible after its result/,
    });
  });
});

describe.each([
  ['demo', 'reset 2', 'Reset: cycle 1 is open with 2.00 GBP'],
  ['demo', 'quit', 'Stopping'],
  ['demo', 'cancel', '1 bet cancelled'],
  ['live', 'adopt', 'Bet 338104992133 is taken over'],
] as const)('a confirmation in %s of %s', (mode, line, done) => {
  beforeAll(async () => {
    await begin(mode)();
    if (mode === 'live') unknown = [ORDER];
    else await bot.bettor.selectMarket();
  });
  afterAll(end);

  it('says exactly what would be done, to the one who asked, and until when', async () => {
    const seen = await ask(line).response();
    expect(seen.ephemeral).toBe(true);
    expect(seen.text).toMatch(
      /This (ends|makes|stops|voids|takes) .*1\.00 GBP.*This question ends <t:\d+:R>/s,
    );
    expect(seen.buttons.map(({ label }) => label)).toEqual(['Yes, do it', 'No, leave it']);
  });

  it('does nothing two minutes later', async () => {
    const { seq } = bot.handler.state();
    const question = await ask(line).response();
    await bot.clock.advance(120_001);
    const seen = await standin.press('owner', question, 'Yes, do it').response();
    expect(seen.text).toContain('That question is older than two minutes');
    expect(bot.handler.state().seq).toBe(seq);
  });

  it('does it once where the answer is yes', async () => {
    const question = await ask(line).response();
    const slow = standin.pressSlowly('owner', question, 'Yes, do it');
    expect((await standin.press('owner', question, 'Yes, do it').response()).text).toContain(done);
    const { seq } = bot.handler.state();
    expect((await slow().response()).text).toContain('the first one counts');
    expect(bot.handler.state().seq).toBe(seq);
  });
});
