import { expect, it } from 'vitest';
import { formatFault } from '../../config/fault.ts';
import { planSetup } from '../../config/plan-setup.ts';

function plan(
  files: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
) {
  const readFile = (path: string): string => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
    return text;
  };
  return planSetup({ env, readFile }, new Map(Object.entries(answers)));
}

function faults(...args: Parameters<typeof plan>): readonly string[] {
  const planned = plan(...args);
  return planned.kind === 'faults' ? planned.faults.map(formatFault) : [];
}

it('plans both files, and says what a start would read then', () => {
  const answers = { DISCORD_TOKEN: 't.o.k', DISCORD_GUILD_ID: '5', 'betting.min_odds': '2.5' };
  expect(plan({ '.env': 'DATA_DIR=d\n' }, answers)).toMatchObject({
    kind: 'plan',
    files: [
      { path: 'config/betting_config.json', names: ['betting.min_odds'] },
      {
        path: '.env',
        text: 'DATA_DIR=d\nDISCORD_TOKEN=t.o.k\nDISCORD_GUILD_ID=5\n',
        names: ['DISCORD_TOKEN', 'DISCORD_GUILD_ID'],
      },
    ],
    config: { dataDir: 'd', discord: { token: 't.o.k', guildId: '5' }, settings: { odds: { min: 2.5 } } },
    shadowed: [],
  });
});

it('plans nothing where nothing changes', () => {
  expect(plan({}, {})).toMatchObject({ kind: 'plan', files: [] });
  expect(plan({ '.env': 'DATA_DIR=d\n' }, { DATA_DIR: 'd' })).toMatchObject({ kind: 'plan', files: [] });
});

it('names only what it sets or unsets', () => {
  const answers = { DATA_DIR: 'd', LOG_DIR: 'l', PING_URL: '' };
  expect(plan({ '.env': 'DATA_DIR=d\n' }, answers)).toMatchObject({
    files: [{ path: '.env', names: ['LOG_DIR'] }],
  });
  const file = { 'config/betting_config.json': '{"betting":{"min_odds":2}}' };
  expect(plan(file, { 'betting.min_odds': '2', 'betting.max_odds': '5' })).toMatchObject({
    files: [{ names: ['betting.max_odds'] }],
  });
});

it('writes the configuration file that the variables name', () => {
  const answers = { CONFIG_FILE: 'mine.json', 'betting.min_odds': '2' };
  expect(plan({}, answers)).toMatchObject({ files: [{ path: 'mine.json' }, { path: '.env' }] });
  expect(plan({}, { 'betting.min_odds': '2' }, { CONFIG_FILE: 'other.json' })).toMatchObject({
    files: [{ path: 'other.json' }],
  });
});

it('says which variables the environment sets otherwise', () => {
  expect(plan({}, { DATA_DIR: 'a', LOG_DIR: 'l' }, { DATA_DIR: 'b', LOG_DIR: 'l' })).toMatchObject({
    shadowed: ['DATA_DIR'],
  });
});

it('takes a secret away again, and a file in its place', () => {
  const planned = plan(
    { '.env': 'DISCORD_TOKEN=t\n', '/run/token': 'u' },
    { DISCORD_TOKEN: '', DISCORD_TOKEN_FILE: '/run/token' },
  );
  expect(planned).toMatchObject({
    files: [{ text: 'DISCORD_TOKEN_FILE=/run/token\n' }],
    config: { discord: { token: 'u' } },
  });
});

it('lists everything that is wrong, and shows no secret', () => {
  expect(faults({}, { 'betting.min_ods': '2', DISCORD_TOKN: 'secret' })).toEqual([
    'answers: betting.min_ods; no such variable or setting; did you mean betting.min_odds?',
    'answers: DISCORD_TOKN; no such variable or setting; did you mean DISCORD_TOKEN?',
  ]);
  const wrong = faults(
    {},
    {
      'betting.min_odds': '2.55',
      DISCORD_GUILD_ID: 'x',
      DISCORD_TOKEN: 'secret',
      BETFAIR_PASSWORD: 'secret',
    },
  );
  expect(wrong.length).toBe(6);
  expect(wrong.join('\n')).not.toContain('secret');
  expect(faults({}, { DASHBOARD_HOST: '0.0.0.0' })).toEqual([
    expect.stringContaining('DASHBOARD_TOKEN is not set'),
  ]);
});

it('leaves a file alone that is no JSON, and says so', () => {
  expect(faults({ 'config/betting_config.json': '{,' }, { 'betting.min_odds': '2' })).toEqual([
    'config/betting_config.json: is no JSON object: mend it, or move it away',
  ]);
});
