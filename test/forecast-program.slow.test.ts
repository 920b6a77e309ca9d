import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from './store/temp-log.ts';

/** The built program in a folder of its own, with no variable of the bot. */
function forecast(args: readonly string[] = [], cwd = tempDir()) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('dist/src/forecast.js'), ...args], {
    cwd,
    env: { PATH: process.env['PATH'] },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const LOG = resolve('test/fixtures/betting_events.v4.json');

describe('npm run forecast', () => {
  it('tells the chances of the default settings without a file, an account or a bot', () => {
    const { status, stdout, stderr } = forecast();
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^To 50,000\.00 GBP from here: 1 in 78,816$/m);
    expect(stdout).toMatch(/^ {2}9 {2}16,820\.23 {2}16,820\.23 {3}3\.50 {3}1 in 78,816 {8}1 in 3\.5$/m);
  });

  it('takes settings from a file, and what is wanted otherwise from its flags', () => {
    const cwd = tempDir();
    const config = join(cwd, 'mine.json');
    writeFileSync(
      config,
      JSON.stringify({ betting: { target_amount: 1_000, staking: 'to_target', commission_rate: 0.02 } }),
    );
    const { status, stdout } = forecast(
      ['--config', config, '--odds', '4', '--edge=-2%', '--budget', '50', '--json'],
      cwd,
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      assumed: { staking: 'to_target', price: 4, edge: -0.02, commissionRate: 0.02, target: 100_000 },
      budget: { amount: 5_000, outlays: 50 },
      plans: [{ price: 4 }],
      history: null,
    });
  });

  it('finds the file that the bot would', () => {
    const cwd = tempDir();
    writeFileSync(join(cwd, 'mine.json'), JSON.stringify({ betting: { target_amount: 30 } }));
    writeFileSync(join(cwd, '.env'), 'CONFIG_FILE=mine.json\nBETFAIR_APP_KEY=only-this\n');
    expect(forecast([], cwd).stdout).toMatch(/^To 30\.00 GBP from here/m);
  });

  it('goes on from an event file as it stands, and tells its own edge', () => {
    const before = readFileSync(LOG);
    const { status, stdout } = forecast(['--log', LOG, '--edge', 'history', '--json']);
    expect(status).toBe(0);
    const found = JSON.parse(stdout);
    expect(found.history.bets).toBeGreaterThan(0);
    expect(found.assumed.edge).toBe(found.history.middle.edge);
    expect(readFileSync(LOG)).toEqual(before);
  });

  it('refuses an event file that is damaged', () => {
    const file = join(tempDir(), 'events.json');
    copyFileSync(LOG, file);
    writeFileSync(file, readFileSync(LOG, 'utf8').replace('"actor":"', '"actor":"x'));
    expect(forecast(['--log', file])).toMatchObject({
      status: 4,
      stderr: expect.stringMatching(/^.*events\.json is damaged in line \d+, seq \d+: /),
    });
  });

  it.each([
    [['--edge', '2'], /^--edge must be an edge such as 2% or 0\.02/],
    [
      ['--odds', '0.5', '--staking', 'all'],
      /^--odds must be a price.*\n--staking must be roll_all or to_target\.\n$/,
    ],
    [
      ['--odds', '3.47'],
      /^--odds 3\.47 is not a price that the exchange knows; the nearest are 3\.45 and 3\.50\.\n$/,
    ],
    [['--odds', '1.5', '--edge', '60%'], /^At 1\.50 an edge of 60 % would make a win sure/],
    [['--config', 'missing.json'], /^missing\.json cannot be read: there is no such file/],
    [['--log', 'missing.json'], /^missing\.json cannot be read: there is no such file/],
    [['--fast'], /^Unknown option '--fast'[\s\S]*Usage: npm run forecast/],
  ])('says what is wrong with %j', (args, said) => {
    expect(forecast(args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(said) });
  });

  it('names every fault of the settings', () => {
    const config = join(tempDir(), 'wrong.json');
    writeFileSync(config, '{"betting": {"initial_stake": -1, "min_odds": 0}}');
    const { status, stderr } = forecast(['--config', config]);
    expect(status).toBe(2);
    expect(stderr).toContain('betting.initial_stake');
    expect(stderr).toContain('betting.min_odds');
  });

  it('explains itself', () => {
    expect(forecast(['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Usage: npm run forecast/),
    });
  });
});
