import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { Actor, Limits } from '../../src/core/events.ts';
import { limitsAt, pausedAt } from '../../src/core/in-force.ts';
import { NO_LIMITS } from '../../src/core/initial-state.ts';
import { LIMIT_KEYS } from '../../src/core/limit-keys.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { State } from '../../src/core/state.ts';
import { runCommand } from '../../src/run-command.ts';
import { act, apply, at, bet, given, requestBet, started } from '../core/given.ts';
import { end, leg } from '../core/play.ts';
import { appWith, COMMANDS, field, needs, parse, plain, reply, run } from './bench-app.ts';

/** The bench's clock stands at minute 90. */
const NOW = at(90);
const TOMORROW = at(90 + 24 * 60);

const limited = (limits: Partial<Limits>): State => given(started({ limits: { ...NO_LIMITS, ...limits } }));
const inForce = (app: App) => limitsAt(app.state(), NOW);

const SOME = limited({
  maxStake: pennies(2000),
  maxDailyLoss: pennies(300),
  maxWeeklyLoss: pennies(1000),
  coolDownMinutes: 5,
});

describe('limits', () => {
  it('shows each by its key: in force, used so far, and left before betting stops', async () => {
    const answer = await reply(appWith(leg(SOME, 3.5, 'lost')), 'limits');
    expect(answer.fields?.map(({ name, value }) => [name, plain(value)])).toEqual([
      ['Stake limit', '20.00 GBP; the next stake is 1.00 GBP; 19.00 GBP left'],
      ['Daily loss limit', '3.00 GBP; 1.00 GBP lost today; 2.00 GBP left'],
      ['Weekly loss limit', '10.00 GBP; 1.00 GBP lost this week; 9.00 GBP left'],
      ['Total loss limit', 'none; 1.00 GBP lost in all'],
      ['Cool-down', '5 minutes'],
      ['Cool-down after', '1 lost cycle; 1 lost in a row now'],
    ]);
    expect(plain(answer.text)).toBe('None of them stands against the next bet.');
    expect(answer.tone).toBe('neutral');
  });

  it('counts the days of the time zone of the operator', async () => {
    const evening = leg(SOME, 3.5, 'lost');
    const now = () => Date.parse('2026-01-01T18:30:00Z');
    expect(field(await reply(appWith(evening, { now }), 'limits'), 'Daily loss limit')).toContain(
      '1.00 GBP lost',
    );
    const kathmandu = await reply(appWith(evening, { now, timeZone: 'Asia/Kathmandu' }), 'limits');
    expect(field(kathmandu, 'Daily loss limit')).toContain('nothing lost today');
  });

  it('says until when a rest lasts', async () => {
    const app = appWith(end(bet(SOME), 'lost', at(88)));
    const answer = await reply(app, 'limits');
    expect(field(answer, 'Cool-down')).toBe(`5 minutes; resting, which ends ${at(93)}`);
    expect(plain(answer.text)).toContain('would break the cool-down');
    expect(answer.tone).toBe('warning');
  });

  it('says which limit stops the next bet, and when it lets go', async () => {
    const twice = leg(leg(SOME, 3.5, 'lost'), 3.5, 'lost');
    const low = {
      ...NO_LIMITS,
      maxStake: pennies(99),
      maxDailyLoss: pennies(200),
      maxWeeklyLoss: pennies(250),
      maxTotalLoss: pennies(150),
    };
    const answer = await reply(appWith(withLimits(twice, low)), 'limits');
    expect(plain(answer.text)).toBe(
      'The next bet would break the stake limit and the daily loss limit and the weekly loss limit and the total loss limit: betting pauses instead of placing it.',
    );
    expect(field(answer, 'Stake limit')).toBe(
      '0.99 GBP; the next stake is 1.00 GBP, too much: betting stops',
    );
    expect(field(answer, 'Daily loss limit')).toBe(
      '2.00 GBP; 2.00 GBP lost today; nothing left, too little for the next bet: betting stops; a new day begins 2026-01-02T00:00:00.000Z',
    );
    expect(field(answer, 'Weekly loss limit')).toMatch(
      /0\.50 GBP left, too little.*new week begins 2026-01-05/,
    );
    expect(field(answer, 'Total loss limit')).toMatch(
      /nothing left, too little for the next bet: betting stops$/,
    );
  });

  it('knows a profit, and a stake that depends on the price', async () => {
    const target = leg(given(started({ target: pennies(300) })));
    expect(field(await reply(appWith(target), 'limits'), 'Daily loss limit')).toBe(
      'none; 2.37 GBP won today',
    );
    const settings = { staking: 'to_target', target: pennies(1000), initialStake: pennies(400) } as const;
    const some = given(
      started({
        ...settings,
        odds: { min: price(2), max: price(4) },
        limits: { ...NO_LIMITS, maxStake: pennies(350) },
      }),
    );
    const answer = await reply(appWith(some), 'limits');
    expect(field(answer, 'Stake limit')).toBe('3.50 GBP; the next stake is 4.00 GBP at most');
  });

  it('shows the pause that a limit made, with the way to end it', async () => {
    const stopped = act(limited({ maxStake: pennies(99) }), requestBet('r'));
    const pause = pausedAt(stopped, NOW);
    const app = appWith(stopped, { betting: () => ({ on: false, why: 'x', ...(pause && { pause }) }) });
    const answer = await reply(app, 'limits');
    expect(plain(answer.text)).toMatch(
      /^Paused by the stake limit .*1\.00 is above max_stake \(0\.99\).*until somebody resumes\.$/,
    );
    expect(answer.links?.map(({ command }) => command)).toEqual(['resume', 'status']);
  });

  it('promises nothing of a next bet while one is open', async () => {
    const answer = await reply(appWith(bet(SOME)), 'limits');
    expect(plain(answer.text)).toContain('A bet is open');
    expect(field(answer, 'Stake limit')).toBe('20.00 GBP');
  });
});

function withLimits(state: State, to: Limits): State {
  return apply(state, [{ type: 'LIMITS_CHANGED', data: { from: NO_LIMITS, to, effectiveAt: at() } }]);
}

describe('a change of limits', () => {
  it('to a stricter one holds at once', async () => {
    const app = appWith(SOME);
    const answer = await reply(app, 'limits', { max_daily_loss: '2', cool_down_minutes: '10' });
    expect(answer.title).toBe('Limits changed');
    expect(plain(answer.text)).toBe(
      'Daily loss limit is 2.00 GBP from now on; it was 3.00 GBP.\nCool-down is 10 minutes from now on; it was 5 minutes.',
    );
    expect(inForce(app)).toMatchObject({ maxDailyLoss: 200, coolDownMinutes: 10, maxStake: 2000 });
  });

  it('to a looser one holds a day later, shown meanwhile', async () => {
    const app = appWith(SOME);
    const answer = await reply(app, 'limits', { max_daily_loss: 'none', cool_down_after_losses: '2' });
    expect(answer.title).toBe('Limits will change');
    expect(plain(answer.text)).toBe(
      `Daily loss limit stays 3.00 GBP and becomes none ${TOMORROW}.\nCool-down after stays 1 lost cycle and becomes 2 lost cycles ${TOMORROW}.`,
    );
    expect(inForce(app)).toMatchObject({ maxDailyLoss: 300 });
    expect(field(await reply(app, 'limits'), 'Daily loss limit')).toMatch(
      new RegExp(`; none comes into force ${TOMORROW}$`),
    );
    expect(limitsAt(app.state(), TOMORROW)).toMatchObject({ maxDailyLoss: null, coolDownAfterLosses: 2 });
  });

  it('may do both in one call', async () => {
    const app = appWith(SOME);
    const answer = await reply(app, 'limits', { max_stake: '30', max_weekly_loss: '5.50' });
    expect(answer.title).toBe('Limits changed');
    expect(plain(answer.text)).toBe(
      `Stake limit stays 20.00 GBP and becomes 30.00 GBP ${TOMORROW}.\nWeekly loss limit is 5.50 GBP from now on; it was 10.00 GBP.`,
    );
  });

  it('to the present value takes back a raise that waits, and only that one', async () => {
    const app = appWith(SOME);
    await reply(app, 'limits', { max_daily_loss: '10', max_stake: '30' });
    const answer = await reply(app, 'limits', { max_daily_loss: '3' });
    expect(plain(answer.text)).toBe(
      'Daily loss limit is 3.00 GBP, as it was. The raise to 10.00 GBP is taken back.',
    );
    expect(limitsAt(app.state(), TOMORROW)).toMatchObject({ maxDailyLoss: 300, maxStake: 3000 });
  });

  it('that raises another one says that the raises hold together', async () => {
    let minutes = 90;
    const app = appWith(SOME, { now: () => Date.parse(at(minutes)) });
    await reply(app, 'limits', { max_daily_loss: '10' });
    minutes = 100;
    const answer = await reply(app, 'limits', { max_stake: '30' });
    expect(plain(answer.text)).toContain(`now all that is raised holds ${at(100 + 24 * 60)}.`);
  });

  it('to what holds already is refused', async () => {
    expect(await run(appWith(SOME), 'limits', { max_stake: '20' })).toMatchObject({ refused: 'unchanged' });
  });

  it.each(['0', '-1', '2.505', 'much', '1,000', ''])('to "%s" is answered with what is allowed', (value) => {
    expect(parse('limits', { max_stake: value })).toContain('must be an amount above zero');
  });

  it.each([
    ['cool_down_minutes', '', 'from 0 to 525600'],
    ['cool_down_minutes', '1.5', 'from 0 to 525600'],
    ['cool_down_after_losses', '0', 'from 1 to 1000'],
  ])('of %s to "%s" is answered with what is allowed', (name, value, allowed) => {
    expect(parse('limits', { [name]: value })).toContain(allowed);
  });
});

describe('who may change limits', () => {
  it.each([
    ['viewer', {}],
    ['operator', { max_stake: '10' }],
    ['operator', { max_total_loss: '100', cool_down_minutes: '6' }],
    ['operator', { max_stake: '20' }],
    ['owner', { max_stake: '20.01' }],
    ['owner', { max_stake: '10', max_daily_loss: 'none' }],
    ['owner', { cool_down_minutes: '4' }],
    ['owner', { cool_down_after_losses: '2' }],
  ])('%s: %o', (role, options) => {
    expect(needs(appWith(SOME), 'limits', options)).toBe(role);
  });

  it('lets an operator take back what the owner raised, and raise nothing, not even to less', async () => {
    const app = appWith(SOME);
    await reply(app, 'limits', { max_stake: '30' });
    const actor: Actor = 'discord:1';
    const asked = (max_stake: string, id: string) =>
      runCommand(COMMANDS, app, {
        name: 'limits',
        options: { max_stake },
        caller: { actor, role: 'operator' },
        id,
      });
    expect(await asked('25', 'a')).toEqual({ kind: 'forbidden', message: "That is the owner's alone." });
    expect(await asked('20', 'b')).toMatchObject({ kind: 'reply' });
    expect(limitsAt(app.state(), TOMORROW)).toMatchObject({ maxStake: 2000 });
  });
});

it('names its options as the configuration does', () => {
  const command = COMMANDS.find(({ name }) => name === 'limits');
  expect(Object.keys(command?.options ?? {})).toEqual(Object.values(LIMIT_KEYS));
});

describe('a pause by a limit', () => {
  const stopped = act(limited({ maxStake: pennies(99) }), requestBet('r'));

  it('that somebody ends while the limit stands comes again, and the answer says so', async () => {
    const answer = await reply(appWith(stopped), 'resume');
    expect(plain(answer.text)).toMatch(
      /^It was paused by the stake limit .*above max_stake[\s\S]*The stake limit still stands in the way/,
    );
    expect(answer.links).toMatchObject([{ command: 'limits' }]);
  });

  it('is one press from its explanation in the status and where a bet is asked for', async () => {
    const pause = pausedAt(stopped, NOW);
    const app = appWith(stopped, { betting: () => ({ on: false, why: 'x', ...(pause && { pause }) }) });
    for (const name of ['status', 'bet']) {
      const answer = await reply(app, name);
      expect(plain(answer.text)).toMatch(/^Paused by the stake limit 2026-01-01T12.*The next stake of 1\.00/);
      expect(answer.links?.[0]).toMatchObject({ command: 'limits' });
    }
  });
});
