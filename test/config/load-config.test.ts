import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatFaults } from '../../config/fault.ts';
import { type ConfigSources, loadConfig } from '../../config/load-config.ts';

const PEM = { 'client.crt': 'certificate', 'client.key': 'key' };

const BETFAIR = {
  BETFAIR_APP_KEY: 'the-app-key',
  BETFAIR_USERNAME: 'the-user',
  BETFAIR_PASSWORD: 'the-password',
  BETFAIR_CERT_FILE: 'client.crt',
  BETFAIR_KEY_FILE: 'client.key',
};

function sources(
  files: Record<string, string> = {},
  env: Record<string, string> = {},
  flags: string[] = [],
): ConfigSources {
  const readFile = (path: string) => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    return text;
  };
  return { env, readFile, flags };
}

const inFile = (settings: unknown) => ({ 'config/betting_config.json': JSON.stringify(settings) });

function config(...given: Parameters<typeof sources>) {
  const loaded = loadConfig(sources(...given));
  if (loaded.kind !== 'config') throw new Error(JSON.stringify(loaded));
  return loaded.config;
}

function faults(...given: Parameters<typeof sources>) {
  const loaded = loadConfig(sources(...given));
  return loaded.kind === 'faults' ? loaded.faults.map((fault) => formatFaults([fault])).join('\n') : '';
}

describe('the configuration file', () => {
  it('has every default where there is none, and says so', () => {
    const found = config();
    expect(found).toMatchObject({
      mode: 'demo',
      settings: {
        initialStake: 100,
        target: 5_000_000,
        odds: { min: 3, max: 4 },
        staking: 'roll_all',
        commissionRate: 0.05,
        limits: { maxStake: null, coolDownMinutes: 0, coolDownAfterLosses: 1 },
      },
      betting: { currency: 'GBP', stakeRule: { minStake: 100, minPayout: 1_000 }, liquidityFactor: 1.1 },
      markets: { sportId: '1', marketType: 'MATCH_ODDS', maxMarkets: 10, pollingIntervalMs: 60_000 },
      results: { checkIntervalMs: 300_000, overdueAfterMs: 43_200_000, unknownOrderWaitMs: 120_000 },
      demo: { seed: 1, speed: 600, recordings: [] },
      log: { level: 'info' },
      timeZone: 'UTC',
    });
    expect(found.notes).toContain('There is no config/betting_config.json: every setting has its default.');
    expect(found.origins).toMatchObject({ 'betting.min_odds': { value: '3', origin: 'default' } });
  });

  it('that comes with the program says the same as the defaults', () => {
    const shipped = { 'config/betting_config.json': readFileSync('config/betting_config.json', 'utf8') };
    const { origins: _, notes: __, ...found } = config(shipped);
    const { origins: ___, notes: ____, ...defaults } = config();
    expect(found).toEqual(defaults);
  });

  it('is read in major units, and remembers what it gave', () => {
    const found = config(inFile({ betting: { initial_stake: 2.5, min_odds: 6, max_odds: 7 } }));
    expect(found.settings).toMatchObject({ initialStake: 250, odds: { min: 6, max: 7 } });
    expect(found.origins).toMatchObject({
      'betting.initial_stake': { value: '2.5', origin: 'file' },
      'betting.target_amount': { value: '50000', origin: 'default' },
    });
  });

  it.each([
    ['HKD', 10, 1_000, 12_500],
    ['DKK', 15, 1_500, 15_000],
    ['EUR', 1, 100, 2_000],
  ])('knows the minimum stake in %s', (currency, initialStake, minStake, minPayout) => {
    const found = config(inFile({ betting: { currency, initial_stake: initialStake } }));
    expect(found.betting.stakeRule).toEqual({ minStake, minPayout });
  });

  it('may set the minimum stake itself, and forbid smaller ones altogether', () => {
    const found = config(inFile({ betting: { min_stake: 2, min_payout: null, initial_stake: 2 } }));
    expect(found.betting.stakeRule).toEqual({ minStake: 200, minPayout: null });
    expect(faults(inFile({ betting: { min_stake: 2 } }))).toContain(
      'at least 2.00, the minimum stake in GBP',
    );
  });

  it('is refused with every fault at once: line, key, value and what is allowed', () => {
    const text = `{
      "betting": { "initial_stake": 1.005, "min_ods": 3, "max_odds": "4", "currency": "HKD" },
      "market_selection": { "polling_interval_seconds": 45, "max_markets": 0 },
      "result_checking": { "check_interval_minutes": 7 },
      "limits": 5,
      "system": { "time_zone": "Mars/Olympus", "log_level": "info" }, "notifications": { "sms": true }
    }`;
    const found = faults({ 'mine.json': text }, { CONFIG_FILE: 'mine.json' });
    for (const fault of [
      'mine.json:2: betting.initial_stake is 1.005; allowed: an amount from 0.01',
      'mine.json:2: betting.min_ods; no such key; did you mean min_odds?',
      'mine.json:2: betting.max_odds is "4"; allowed: decimal odds on the ladder',
      'mine.json:3: market_selection.polling_interval_seconds is 45; allowed: an interval that divides evenly; the nearest: 30 and 60',
      'mine.json:3: market_selection.max_markets is 0; allowed: a whole number from 1 to 1000',
      'mine.json:4: result_checking.check_interval_minutes is 7; allowed: an interval that divides evenly; the nearest: 6 and 10',
      'mine.json:5: limits is 5; allowed: an object in braces',
      'mine.json:6: system.time_zone is "Mars/Olympus"',
      'mine.json:6: system.log_level is "info"; allowed: one of "DEBUG", "INFO", "WARNING", "ERROR"',
      'mine.json:6: notifications.sms; no such key',
    ])
      expect(found).toContain(fault);
  });

  it('checks one key against another even where a third is wrong', () => {
    const found = faults(
      inFile({ betting: { min_odds: 4, max_odds: 3, initial_stake: 5, target_amount: 5, staking: 'all' } }),
    );
    expect(found).toContain('betting.min_odds is 4; allowed: at most max_odds, which is 3');
    expect(found).toContain('betting.initial_stake is 5; allowed: below target_amount, which is 5.00');
    expect(found).toContain('betting.staking is "all"');
  });

  it('takes no first stake above the limit of a stake, which would pause betting at once', () => {
    expect(faults(inFile({ betting: { initial_stake: 6 }, limits: { max_stake: 5 } }))).toContain(
      'betting.initial_stake is 6.00; at most limits.max_stake, which is 5.00: betting would pause at once; change one of the two',
    );
    expect(
      config(inFile({ betting: { initial_stake: 5 }, limits: { max_stake: 5 } })).settings.initialStake,
    ).toBe(500);
  });

  it('names the ladder prices around odds that are off it', () => {
    expect(faults(inFile({ betting: { min_odds: 3.03 } }))).toContain('the nearest are 3 and 3.05');
  });

  it('takes a time of day or hours that divide the day for backups, and a folder of any path', () => {
    const backups = (given: object) => config(inFile({ backups: given })).backups;
    expect(backups({})).toEqual({
      schedule: { kind: 'daily', at: '04:30' },
      keep: { count: 7, days: 30 },
      folder: 'data/backups',
    });
    expect(backups({ schedule: '23:59' }).schedule).toEqual({ kind: 'daily', at: '23:59' });
    expect(backups({ schedule: 6 }).schedule).toEqual({ kind: 'every', ms: 21_600_000 });
    expect(backups({ schedule: null, folder: '/mnt/other' })).toMatchObject({
      schedule: null,
      folder: '/mnt/other',
    });
    for (const schedule of ['4:30', '24:00', 5, 0, true])
      expect(faults(inFile({ backups: { schedule } }))).toContain(
        `backups.schedule is ${JSON.stringify(schedule)}; allowed: a time of day such as "04:30", or every so many hours (1, 2, 3, 4, 6, 8, 12, 24), or null`,
      );
    expect(faults(inFile({ backups: { keep_count: 0, folder: '' } }))).toMatch(
      /keep_count is 0; allowed: a whole number from 1.*\n.*folder is ""; allowed: the path of a folder, or null/s,
    );
  });

  it('takes 0.1 minutes as six seconds', () => {
    const found = config(inFile({ result_checking: { check_interval_minutes: 0.1 } }));
    expect(found.results.checkIntervalMs).toBe(6_000);
  });

  it.each([
    ['{ "betting": {}, }', ':1:18: "}" cannot stand here (line 1, column 18)'],
    ['{\n  "betting": {\n', 'the text ends too early'],
    ['', 'the text ends too early'],
    ['{ // no\n}', '"/" cannot stand here'],
  ])('says where its JSON breaks: %j', (text, message) => {
    expect(faults({ 'config/betting_config.json': text })).toContain(message);
  });

  it('names a key that stands twice', () => {
    const text = '{ "betting": { "max_odds": 5,\n "max_odds": 4 } }';
    expect(faults({ 'config/betting_config.json': text })).toContain(
      ':2: betting.max_odds; stands there twice',
    );
  });

  it('is a fault where CONFIG_FILE names one that is not there', () => {
    expect(faults({}, { CONFIG_FILE: 'gone.json' })).toContain(
      'CONFIG_FILE is gone.json; the file cannot be read: there is no such file or folder (ENOENT)',
    );
    expect(faults({ 'client.key': 'key' }, BETFAIR)).toContain(
      'BETFAIR_CERT_FILE is client.crt; the file cannot be read: there is no such file or folder (ENOENT)',
    );
  });

  it('may let an unknown order wait less than 120 s only with an exchange on this machine', () => {
    const short = inFile({ result_checking: { unknown_order_wait_seconds: 5 } });
    const files = { ...short, ...PEM };
    expect(faults(short)).toContain('unknown_order_wait_seconds is 5; allowed: at least 120');
    expect(faults(files, { ...BETFAIR, BETFAIR_API_URL: 'https://127.0.0.1.example.org' })).not.toBe('');
    const near = config(files, { ...BETFAIR, BETFAIR_API_URL: 'http://127.0.0.1:9000/exchange/' });
    expect(near.results.unknownOrderWaitMs).toBe(5_000);
    expect(near.betfair?.apiUrl).toBe('http://127.0.0.1:9000/exchange');
  });
});

describe('the environment', () => {
  it('without a Betfair variable means demo, with all of them a dry run, and live only if the file says so', () => {
    expect(config().mode).toBe('demo');
    expect(config(PEM, BETFAIR).mode).toBe('dry_run');
    expect(config({ ...PEM, ...inFile({ system: { dry_run: false } }) }, BETFAIR).mode).toBe('live');
    expect(config(inFile({ system: { dry_run: false } })).mode).toBe('demo');
  });

  it('with some Betfair variables names the missing ones', () => {
    const found = faults({}, { BETFAIR_APP_KEY: 'k', BETFAIR_USERNAME: 'u', BETFAIR_PASSWORD: 'p' });
    expect(found).toContain('BETFAIR_CERT_FILE is missing');
    expect(found).toContain('BETFAIR_KEY_FILE is missing');
    expect(found).not.toContain('BETFAIR_USERNAME is missing');
    expect(faults({}, { BETFAIR_API_URL: 'https://localhost' })).toContain('BETFAIR_APP_KEY is missing');
  });

  it('gives secrets also as mounted files, and lists them for redaction', () => {
    const { BETFAIR_PASSWORD: _, ...others } = BETFAIR;
    const files = { ...PEM, '/run/password': 'from-a-file\n' };
    const found = config(files, {
      ...others,
      BETFAIR_PASSWORD_FILE: '/run/password',
      DASHBOARD_TOKEN: 'tok',
    });
    expect(found.betfair?.password).toBe('from-a-file');
    expect(found.secrets).toEqual(['the-app-key', 'the-user', 'from-a-file', 'tok']);
  });

  it('refuses a secret given twice, and one whose file cannot be read, without showing it', () => {
    expect(faults({ f: 'x' }, { DISCORD_TOKEN: 'abc', DISCORD_TOKEN_FILE: 'f' })).toContain('are both set');
    expect(faults({}, { DASHBOARD_TOKEN_FILE: 'gone' })).toContain(
      'DASHBOARD_TOKEN_FILE is gone; the file cannot be read: there is no such file or folder (ENOENT)',
    );
    const misplaced = {
      DISCORD_TOKEN: 't',
      DISCORD_GUILD_ID: 'very-secret',
      DISCORD_API_URL: 'ftp://me:very-secret@x',
    };
    expect(faults({}, misplaced)).toContain('DISCORD_GUILD_ID');
    expect(faults({}, misplaced)).not.toContain('very-secret');
  });

  it('is added to by a .env file, never overridden', () => {
    const found = config({ '.env': 'DATA_DIR=there\nLOG_DIR="logs here"' }, { DATA_DIR: 'here' });
    expect(found).toMatchObject({ dataDir: 'here', log: { dir: 'logs here' } });
    expect(found.origins).toMatchObject({
      DATA_DIR: { value: 'here', origin: 'environment' },
      LOG_DIR: { value: 'logs here', origin: '.env' },
    });
    expect(config({ '.env': 'DATA_DIR=there' }, { DATA_DIR: '' }).dataDir).toBe('data');
  });

  it('has defaults for folders, logs going into the data folder', () => {
    expect(config()).toMatchObject({ dataDir: 'data', log: { dir: 'data/logs' } });
    expect(config({}, { DATA_DIR: '/srv/bot', LOG_DIR: '' }).log.dir).toBe('/srv/bot/logs');
  });

  it('turns Discord on with a token, and says that without a channel it hears no notices', () => {
    const ids = { DISCORD_CHANNEL_ID: '12', DISCORD_OWNER_ID: '34' };
    expect(config({}, ids).discord).toBeNull();
    expect(config({}, { ...ids, DISCORD_TOKEN: 't' }).discord).toEqual({
      token: 't',
      guildId: null,
      channelId: '12',
      auditChannelId: '12',
      ownerId: '34',
      operatorRoleId: null,
      viewerRoleId: null,
      apiUrl: 'https://discord.com/api',
    });
    expect(config({}, { DISCORD_TOKEN: 't' }).notes).toContain(
      'DISCORD_CHANNEL_ID is not set: no notices go to Discord.',
    );
    expect(faults({}, { ...ids, DISCORD_TOKEN: 't', DISCORD_OWNER_ID: 'me' })).toContain('an id of digits');
    expect(faults({}, { ...ids, DISCORD_TOKEN: 't', DISCORD_API_URL: 'http://example.org' })).toContain(
      'https',
    );
  });

  it('refuses a dashboard that can be reached from elsewhere and has no token', () => {
    expect(faults({}, { DASHBOARD_HOST: '0.0.0.0' })).toContain('DASHBOARD_TOKEN is not set');
    expect(config({}, { DASHBOARD_HOST: '0.0.0.0', DASHBOARD_TOKEN: 't' }).dashboard.token).toBe('t');
    for (const host of ['127.0.0.2', '::1', 'localhost'])
      expect(config({}, { DASHBOARD_HOST: host }).dashboard.host).toBe(host);
    expect(faults({}, { DASHBOARD_PORT: '70000' })).toContain('DASHBOARD_PORT is 70000');
    expect(config({}, { DASHBOARD_PORT: '0' }).dashboard.port).toBe(0);
  });

  it('lets a second token look at the dashboard, from elsewhere too, but not the same one', () => {
    const beyond = { DASHBOARD_HOST: '0.0.0.0', DASHBOARD_VIEWER_TOKEN: 'v' };
    expect(config({}, beyond).dashboard).toMatchObject({ token: null, viewerToken: 'v' });
    expect(config({ f: 'v2\n' }, { DASHBOARD_VIEWER_TOKEN_FILE: 'f' })).toMatchObject({
      dashboard: { viewerToken: 'v2' },
      secrets: ['v2'],
    });
    expect(faults({}, { ...beyond, DASHBOARD_TOKEN: 'v' })).toContain(
      'DASHBOARD_VIEWER_TOKEN is the same as DASHBOARD_TOKEN',
    );
  });

  it('points out variables that look like its own and are not read', () => {
    expect(config({}, { DASHBOARD_TOKN: 'x', DISCORD_ANYTHING_ELSE: 'y' }).warnings).toEqual([
      'The variable DASHBOARD_TOKN is not read by this program; did you mean DASHBOARD_TOKEN?',
      'The variable DISCORD_ANYTHING_ELSE is not read by this program.',
    ]);
  });

  it("takes the address of a dead-man's switch for a secret", () => {
    const url = 'https://ping.example/very-secret';
    expect(config({}, { PING_URL: url })).toMatchObject({ pingUrl: url, secrets: [url] });
    expect(config({}, {}).pingUrl).toBe(null);
    const wrong = faults({}, { PING_URL: 'http://ping.example/very-secret' });
    expect(wrong).toContain('PING_URL; allowed: an https address');
    expect(wrong).not.toContain('very-secret');
  });

  it.each([
    ['postgres://bot:very-secret@localhost/rollover', 'localhost'],
    ['postgresql://bot@[::1]:5433/rollover', '::1'],
    ['postgres://bot@localhost/rollover?host=/run/postgresql', '/run/postgresql'],
    ['postgres:///rollover?host=%2Frun%2Fpostgresql', '/run/postgresql'],
    ['postgres://bot@%2Frun%2Fpostgresql/rollover', '/run/postgresql'],
    ['postgres://bot@postgres/rollover', 'postgres'],
    ['postgres://bot@localhost/rollover?application_name=bot%20one', 'localhost'],
    ['postgres://bot@172.31.0.7/rollover', '172.31.0.7'],
    ['postgres://bot@[fd12::7]/rollover', 'fd12::7'],
    ['postgres://bot@db.example.org/rollover?sslmode=verify-full', 'db.example.org'],
    ['postgres://bot@8.8.8.8/rollover?sslmode=verify-ca', '8.8.8.8'],
    ['postgres://bot@8.8.8.8/rollover?sslmode=disable&sslmode=require', '8.8.8.8'],
    ['postgres://bot@8.8.8.8/rollover?sslmode=no-verify', '8.8.8.8'],
  ])('takes %s for the event log, and says where it is', (url, host) => {
    const found = config(PEM, { ...BETFAIR, STORE_URL: url });
    expect(found.store).toEqual({ url, stream: 'dry_run' });
    expect(found.notes).toContain(`The event log is the stream "dry_run" in the PostgreSQL at ${host}.`);
  });

  it.each([
    'not an address at all, but very-secret',
    'mysql://bot:very-secret@localhost/rollover',
    'postgres://bot:very-secret@localhost',
    'postgres://bot:very-secret@localhost/',
    'postgres://bot:very-secret%zz@localhost/rollover',
    'postgres:///rollover?password=very-secret',
    'postgres://bot:very-secret@localhost/rollover?query_timeout=0',
    'postgres://bot:very-secret@localhost/rollover?options=-c%20synchronous_commit%3Doff',
  ])('refuses %s as the address of a PostgreSQL, and does not show it', (url) => {
    const found = faults({}, { STORE_URL: url });
    expect(found).toContain('STORE_URL; allowed: postgres://ROLE:PASSWORD@HOST/DATABASE');
    expect(found).not.toContain('very-secret');
  });

  it.each([
    'db.example.org/rollover',
    '8.8.8.8/rollover',
    '134744072/rollover',
    '[2001:db8::1]/rollover',
    'localhost/rollover?host=db.example.org',
    'localhost/rollover?host=localhost&host=db.example.org',
    '172.32.0.1/rollover',
    'db.example.org/rollover?sslmode=disable',
    'db.example.org/rollover?sslmode=prefer',
    'db.example.org/rollover?sslmode=require&sslmode=disable',
    'db.example.org/rollover?ssl=true',
  ])('lets no password and no event go to %s without TLS', (rest) => {
    const found = faults({}, { STORE_URL: `postgres://bot:very-secret@${rest}` });
    expect(found).toContain(
      'STORE_URL reaches beyond this machine and its private networks without TLS; add ?',
    );
    expect(found).not.toContain('very-secret');
  });

  it('keeps the event log in its file without STORE_URL, and lets no stream be named then', () => {
    expect(config()).toMatchObject({ store: null, warnings: [] });
    expect(faults({}, { STREAM: 'mine', STORE_URL: '' })).toContain(
      'STREAM is mine; STORE_URL is not set, which says in which database that is; set it, or leave this out',
    );
  });

  it('may name the stream, but not as that of another mode', () => {
    const env = { STORE_URL: 'postgres://bot@localhost/rollover' };
    expect(config({}, env).store?.stream).toBe('demo');
    for (const stream of ['demo', 'a', 'team-1_b', 'x'.repeat(63)])
      expect(config({}, { ...env, STREAM: stream }).store?.stream).toBe(stream);
    for (const stream of ['1a', '-a', 'A', 'a b', 'ä', 'x'.repeat(64)])
      expect(faults({}, { ...env, STREAM: stream })).toContain(
        `STREAM is ${stream}; allowed: 1 to 63 of a-z, 0-9, - and _, beginning with a letter`,
      );
    expect(faults({}, { ...env, STREAM: 'live' })).toContain('STREAM is live; the mode is demo');
  });

  it('shows neither the address of the event log nor its password, however that is written', () => {
    const url = 'postgres://bot:very%2Dsecret@localhost/rollover';
    const found = config({ f: `${url}\n` }, { STORE_URL_FILE: 'f' });
    expect(found.store?.url).toBe(url);
    expect(found.secrets).toEqual([url, 'very%2Dsecret', 'very-secret']);
    expect(found.origins['STORE_URL']?.value).toBe('set, and not shown');
    expect(config({}, { STORE_URL: 'postgres://localhost/rollover?password=other' }).secrets).toContain(
      'other',
    );
  });

  it("knows the owner's address of the database, has no use for it, and reads no file of it", () => {
    const found = config(
      {},
      { STORE_ADMIN_URL: 'x', STORE_ADMIN_URL_FILE: '/only/for/the/owner', STORE_URI: 'y' },
    );
    expect(found.warnings).toEqual([
      'The variable STORE_URI is not read by this program; did you mean STORE_URL?',
    ]);
  });

  it('names the files that secrets came from', () => {
    const files = { '.env': 'DATA_DIR=d', f: 'secret' };
    expect(config(files, { DASHBOARD_TOKEN_FILE: 'f' }).secretFiles).toEqual({
      '.env': '.env',
      DASHBOARD_TOKEN_FILE: 'f',
    });
    expect(config({}, {}).secretFiles).toEqual({});
  });
});

describe('the command line', () => {
  it('takes console, speed and recordings', () => {
    const found = config({}, {}, ['--console', '--replay', 'a', 'b.bz2', '--speed', '3600']);
    expect(found).toMatchObject({ console: true, demo: { speed: 3_600, recordings: ['a', 'b.bz2'] } });
    expect(found.origins).toMatchObject({ 'demo.speed': { value: '3600', origin: 'command line' } });
  });

  it('explains itself', () => {
    expect(loadConfig(sources({}, {}, ['--help']))).toMatchObject({ kind: 'help' });
  });

  it.each([
    [['--sped', '5'], 'did you mean --speed?'],
    [['--speed', 'fast'], 'allowed: one number from 1 to 100000'],
    [['--speed'], 'allowed: one number'],
    [['--speed', '5', '--speed=6'], '--speed is given twice; keep one of them'],
    [['--speed=-5'], 'allowed: one number'],
    [['--replay'], 'needs at least one file'],
    [['--console', 'now'], 'takes no value, and was given now'],
    [['stray'], 'belongs to no flag'],
  ])('refuses %j', (flags, message) => {
    expect(faults({}, {}, flags)).toContain(message);
  });

  it('has nothing to replay where the real exchange is asked for', () => {
    const found = faults(PEM, BETFAIR, ['--speed', '5', '--replay', 'a']);
    expect(found).toContain('--speed is for the demo');
    expect(found).toContain('--replay is for the demo');
  });
});

it('lists all faults of file, environment and command line together, and counts them', () => {
  const loaded = loadConfig(
    sources(inFile({ betting: { max_odds: 0 } }), { DASHBOARD_PORT: 'x' }, ['--foo']),
  );
  if (loaded.kind !== 'faults') throw new Error('no fault was found');
  expect(formatFaults(loaded.faults)).toMatch(/^Nothing was started: the configuration has 3 faults\.\n {2}/);
});

it('is frozen all the way down', () => {
  const found = config();
  expect(
    Object.isFrozen(found) && Object.isFrozen(found.settings.limits) && Object.isFrozen(found.notes),
  ).toBe(true);
});
