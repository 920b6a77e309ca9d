import { describe, expect, it } from 'vitest';
import { act, at, bet, given, requestBet, started } from '../core/given.ts';
import { leg } from '../core/play.ts';
import { appWith, effect, needs, plain, reply, run } from './bench-app.ts';

const onLegTwo = (mode: 'demo' | 'dry_run') => bet(leg(given(started({}, mode))));

describe.each(['demo', 'dry_run'] as const)('cancel in %s', (mode) => {
  it('asks with what it would do, and makes the bet void', async () => {
    const app = appWith(onLegTwo(mode));
    expect(effect(app, 'cancel')).toBe(
      'This voids the bet of 3.37 GBP on The Draw in Middlesbrough v Man City at 3.50; leg 2 stays counted; the pot stays at 3.37 GBP; the bot then looks for the next bet',
    );
    const answer = await reply(app, 'cancel');
    expect(answer.title).toBe('1 bet cancelled');
    expect(plain(answer.text)).toContain('Leg 2 stays counted, and 3.37 GBP is in the pot.');
    expect(app.state()).toMatchObject({ openBets: [], ledger: { leg: 2, pot: 337, stakesOut: 0 } });
  });

  it('promises no next bet while none is placed', () => {
    const app = appWith(onLegTwo(mode), { betting: () => ({ on: false, why: 'paused' }) });
    expect(effect(app, 'cancel')).toMatch(/the pot stays at 3\.37 GBP$/);
  });

  it('is refused where no bet is open, and while it is not known whether one is', () => {
    expect(effect(appWith(given(started({}, mode))), 'cancel')).toEqual({
      refused: 'no-open-bet',
      message: 'No bet is open.',
    });
    const asked = act(given(started({}, mode)), requestBet('r1'));
    expect(effect(appWith(asked), 'cancel')).toMatchObject({ refused: 'open-request' });
  });
});

describe('cancel', () => {
  it('is refused in live, with what can be done at the exchange', async () => {
    const armed = act(given(started({}, 'live')), { kind: 'arm', now: at(), until: at(60), keep: false });
    const app = appWith(bet(armed));
    const refused = {
      refused: 'live',
      message: expect.stringMatching(/cannot be taken back.*lay the selection/),
    };
    expect(effect(app, 'cancel')).toEqual(refused);
    expect(await run(app, 'cancel')).toEqual(refused);
    expect(app.state().openBets).toHaveLength(1);
  });

  it('is for operators', () => {
    expect(needs(appWith(), 'cancel')).toBe('operator');
  });
});
