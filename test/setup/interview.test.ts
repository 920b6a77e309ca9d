import { expect, it } from 'vitest';
import { readDotEnvText } from '../../config/dot-env-text.ts';
import { planSetup } from '../../config/plan-setup.ts';
import type { Asked, Asker } from '../../src/setup/asker.ts';
import { interview } from '../../src/setup/interview.ts';

interface Person {
  /** By the chapter's title. */
  readonly wants: readonly string[];
  /** What is typed for a name, one after the other while it is refused; anything else: what is offered. */
  readonly types?: Readonly<Record<string, readonly string[]>>;
}

/** Whoever answers as given, and what passed between them. */
function person({ wants, types = {} }: Person) {
  const seen: string[] = [];
  const asker: Asker = {
    confirm: async (message) => wants.some((title) => message.startsWith(title)),
    ask: async ({ name, present, secret, fault }: Asked) => {
      for (const typed of types[name] ?? [secret ? '' : present]) {
        const refused = fault(typed);
        seen.push(refused === null ? name : `${name}: ${refused}`);
        if (refused === null) return typed;
      }
      throw new Error(`${name} was asked in vain`);
    },
    say: (title, text) => seen.push(`${title}: ${text}`),
  };
  return { asker, seen };
}

const DEFAULTS: Readonly<Record<string, string>> = {
  'betting.target_amount': '50000',
  'betting.initial_stake': '1',
  'betting.max_odds': '4',
  'betting.min_odds': '3',
  'betting.staking': 'roll_all',
  'betting.currency': 'GBP',
  'limits.max_daily_loss': 'none',
  'limits.max_total_loss': 'none',
  'system.time_zone': 'UTC',
};

async function ask(
  who: Person,
  present: Readonly<Record<string, string>> = {},
  timeZone = 'UTC',
  wrong: readonly string[] = [],
) {
  const { asker, seen } = person(who);
  const answers = await interview({
    asker,
    wrong,
    present: (name) => ({ ...DEFAULTS, ...present })[name],
    faultIn: (then, name) => (then.get(name) === 'bad' ? 'not that' : null),
    invitation: (token) => (token === 'none' ? null : `link for ${token}`),
    makeToken: () => 'made',
    timeZone,
  });
  return { answers: Object.fromEntries(answers), seen };
}

it('changes nothing for who wants nothing', async () => {
  expect((await ask({ wants: [] })).answers).toEqual({});
});

it('asks again while an answer will not do', async () => {
  const { answers, seen } = await ask({ wants: [], types: { 'betting.min_odds': ['bad', '2'] } });
  expect(answers).toEqual({ 'betting.min_odds': '2' });
  expect(seen).toContain('betting.min_odds: not that');
});

it('says first what is wrong as it stands, since that is not offered', async () => {
  const { seen } = await ask({ wants: [] }, {}, 'UTC', ['.env: A is wrong', '.env: B is wrong']);
  expect(seen[0]).toMatch(/^As it stands nothing would start.*: \.env: A is wrong\n\.env: B is wrong$/);
  expect((await ask({ wants: [] })).seen[0]).toBe('betting.target_amount');
});

it('keeps what is offered where nothing is typed', async () => {
  const { answers } = await ask({ wants: [], types: { 'betting.min_odds': [''] } });
  expect(answers).toEqual({});
});

const IDS = { DISCORD_GUILD_ID: [' 5 '], DISCORD_CHANNEL_ID: ['6'], DISCORD_OWNER_ID: ['7'] };

it('asks what a chapter needs, leaves out what is optional, and shows the invitation', async () => {
  const types = { ...IDS, DISCORD_TOKEN: ['', 'tok'] };
  const { answers, seen } = await ask({ wants: ['Discord'], types });
  expect(answers).toEqual({
    DISCORD_TOKEN: 'tok',
    DISCORD_GUILD_ID: '5',
    DISCORD_CHANNEL_ID: '6',
    DISCORD_OWNER_ID: '7',
  });
  expect(seen).toContain('DISCORD_TOKEN: needed here');
  expect(seen).toContain('Let the bot into the server with: link for tok');
});

it('keeps secrets that are set, and takes away what a person clears', async () => {
  const set = {
    DISCORD_TOKEN: 'set, and not shown',
    DISCORD_GUILD_ID: '5',
    DISCORD_CHANNEL_ID: '6',
    DISCORD_OWNER_ID: '7',
    DISCORD_VIEWER_ROLE_ID: '8',
  };
  const { answers } = await ask({ wants: ['Discord'], types: { DISCORD_VIEWER_ROLE_ID: [''] } }, set);
  expect(answers).toEqual({ DISCORD_VIEWER_ROLE_ID: '' });
});

it('unsets all of a chapter that is no longer wanted', async () => {
  const set = { DISCORD_TOKEN: 'set, and not shown', DISCORD_GUILD_ID: '5' };
  expect((await ask({ wants: [] }, set)).answers).toEqual({
    ...{ DISCORD_TOKEN: '', DISCORD_GUILD_ID: '' },
    ...{ DISCORD_TOKEN_FILE: '', DISCORD_API_URL: '' },
  });
});

it('leaves nothing of an account behind that no start would take alone', async () => {
  const readFile = (path: string): string => {
    if (path === '.env') return ACCOUNT;
    throw Object.assign(new Error(path), { code: 'ENOENT' });
  };
  const before = readDotEnvText(ACCOUNT);
  const { answers } = await ask({ wants: [] }, { ...before, BETFAIR_APP_KEY: 'set, and not shown' });
  const planned = planSetup({ env: {}, readFile }, new Map(Object.entries(answers)));
  expect(planned).toMatchObject({ kind: 'plan', files: [{ path: '.env', text: 'DATA_DIR=d\n' }] });
});

const ACCOUNT = `BETFAIR_APP_KEY_FILE=key
BETFAIR_USERNAME=me
BETFAIR_PASSWORD_FILE=password
BETFAIR_CERT_FILE=a.crt
BETFAIR_KEY_FILE=a.key
DATA_DIR=d
BETFAIR_CA_FILE=ca.crt
BETFAIR_API_URL=https://127.0.0.1:1/exchange
BETFAIR_CERT_LOGIN_URL=https://127.0.0.1:1/api
BETFAIR_IDENTITY_URL=https://127.0.0.1:1/api
`;

it('says of a token that no invitation can be made from what it is not', async () => {
  const types = { ...IDS, DISCORD_TOKEN: ['none'] };
  const { seen } = await ask({ wants: ['Discord'], types });
  expect(seen).toContainEqual(expect.stringMatching(/^The token: It is not of the form of a bot token/));
});

it('makes a token before the dashboard is opened to others, unless there is one', async () => {
  const { answers } = await ask({ wants: ['Dashboard'] });
  expect(answers).toEqual({ DASHBOARD_TOKEN: 'made', DASHBOARD_HOST: '0.0.0.0', DASHBOARD_PORT: '8080' });
  const set = { DASHBOARD_TOKEN: 'set, and not shown', DASHBOARD_HOST: '0.0.0.0', DASHBOARD_PORT: '1' };
  expect((await ask({ wants: ['Dashboard'] }, set)).answers).toEqual({});
});

it("offers this machine's time zone in the place of the default", async () => {
  expect((await ask({ wants: [] }, {}, 'Europe/London')).answers).toEqual({
    'system.time_zone': 'Europe/London',
  });
  const set = { 'system.time_zone': 'Asia/Tokyo' };
  expect((await ask({ wants: [] }, set, 'Europe/London')).answers).toEqual({});
});
