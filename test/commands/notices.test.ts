import { describe, expect, it } from 'vitest';
import type { NoticeSettings } from '../../src/core/events.ts';
import { given, started } from '../core/given.ts';
import { appWith, field, needs, parse, reply, run } from './bench-app.ts';

const FILE: NoticeSettings = { quiet: { from: '23:00', to: '06:30' }, loudness: { bets: 'silent' } };

const app = () => appWith(given(started()), { fileNotices: () => FILE, timeZone: 'Europe/London' });

async function refusalOf(...call: Parameters<typeof run>): Promise<string> {
  const answer = await run(...call);
  return 'refused' in answer ? answer.refused : 'none';
}

describe('quiet', () => {
  it('shows the hours of the file until somebody changes them, and both are remembered by the log', async () => {
    const bot = app();
    expect((await reply(bot, 'quiet')).title).toBe('Quiet hours: 23:00 to 06:30 (Europe/London)');
    await reply(bot, 'quiet', { from: '9:05', to: '17:00' });
    expect(bot.state().notices).toEqual({ ...FILE, quiet: { from: '09:05', to: '17:00' } });
    expect((await reply(bot, 'quiet', { from: 'off' })).title).toBe('Quiet hours changed: none');
    expect(bot.state().notices?.quiet).toBeNull();
  });

  it.each([
    [{ from: '22:00' }],
    [{ to: '22:00' }],
    [{ from: '07:00', to: '7:00' }],
    [{ from: 'off', to: '07:00' }],
  ])('refuses %j and says what it takes', async (options) => {
    const bot = app();
    expect(await refusalOf(bot, 'quiet', options)).toBe('two_times');
    expect(bot.state().notices).toBeNull();
  });

  it('takes times of day alone', () => {
    for (const from of ['24:00', '7', '12:60', 'soon'])
      expect(parse('quiet', { from, to: '07:00' })).toBe('must be a time such as 22:30');
  });

  it('may be looked at by viewers and changed by operators', () => {
    expect(needs(app(), 'quiet', {})).toBe('viewer');
    expect(needs(app(), 'quiet', { from: 'off' })).toBe('operator');
  });
});

describe('notify', () => {
  it('lists every kind as it is told now', async () => {
    const answer = await reply(app(), 'notify');
    expect(field(answer, 'Bets placed')).toBe('silent: told without a sound');
    expect(field(answer, 'Results')).toBe('on');
    expect(field(answer, 'Quiet hours')).toBe('23:00 to 06:30 (Europe/London)');
  });

  it('changes one kind, or all, and goes back to the file', async () => {
    const bot = app();
    await reply(bot, 'notify', { kind: 'refusals', loudness: 'off' });
    expect(bot.state().notices).toEqual({ ...FILE, loudness: { bets: 'silent', refusals: 'off' } });
    expect(field(await reply(bot, 'notify', { kind: 'all', loudness: 'silent' }), 'Results')).toContain(
      'silent',
    );
    await reply(bot, 'notify', { kind: 'all', loudness: 'file' });
    expect(field(await reply(bot, 'notify'), 'Bets not taken')).toBe('on');
    expect(field(await reply(bot, 'notify'), 'Bets placed')).toContain('silent');
  });

  it('never turns off what needs a person', async () => {
    expect(await refusalOf(app(), 'notify', { kind: 'alerts', loudness: 'off' })).toBe('alerts_stay');
    expect(await refusalOf(app(), 'notify', { kind: 'all', loudness: 'off' })).toBe('alerts_stay');
    expect((await reply(app(), 'notify', { kind: 'alerts', loudness: 'silent' })).title).toContain('person');
  });

  it('leaves no event where nothing changes', async () => {
    const bot = app();
    await reply(bot, 'notify', { kind: 'bets', loudness: 'on' });
    expect(await refusalOf(bot, 'notify', { kind: 'bets', loudness: 'on' })).toBe('unchanged');
    expect(await refusalOf(bot, 'notify', { kind: 'bets' })).toBe('no_loudness');
  });

  it('may be looked at by viewers and changed by operators', () => {
    expect(needs(app(), 'notify', {})).toBe('viewer');
    expect(needs(app(), 'notify', { kind: 'bets', loudness: 'on' })).toBe('operator');
  });
});
