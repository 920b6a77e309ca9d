import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startBotProcess } from './bot-process.ts';
import { startExchangeProcess } from './exchange-process.ts';
import { type BotProcess, readEventFile } from './spawn-bot.ts';
import { tempDir } from './store/temp-log.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

type Variables = Readonly<Record<string, string | undefined>>;

async function startExchange(): Promise<{ readonly env: Variables; readonly dir: string }> {
  const dir = tempDir();
  return { env: (await startExchangeProcess(['--dir', dir, '--speed', '600']).up).env, dir };
}

const SECRETS = ['BETFAIR_APP_KEY', 'BETFAIR_USERNAME', 'BETFAIR_PASSWORD'] as const;

/** What it has said, which must not hold one of the account's secrets. */
function saidBy(bot: BotProcess, env: Variables): string {
  for (const name of SECRETS) expect(bot.said()).not.toContain(env[name] || 'not set');
  return bot.said();
}

const at = (origin: string): Variables => ({
  BETFAIR_API_URL: `${origin}/exchange`,
  BETFAIR_CERT_LOGIN_URL: `${origin}/api`,
  BETFAIR_IDENTITY_URL: `${origin}/api`,
});

/** A server that answers everything with the same text, and keeps count of the logins. */
async function startNonsense(
  text: string,
): Promise<{ readonly origin: string; readonly logins: () => number }> {
  let logins = 0;
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/certlogin')) logins += 1;
    response.end(text);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { origin: `http://127.0.0.1:${port}`, logins: () => logins };
}

describe('the bot with an account that cannot work', () => {
  test('names what is wrong with the credentials in one sentence each, and exits with 2', async () => {
    const { env, dir } = await startExchange();
    const cases: readonly (readonly [Variables, RegExp])[] = [
      [
        { BETFAIR_PASSWORD: undefined },
        /BETFAIR_PASSWORD is missing, while BETFAIR_APP_KEY is set \(and \d more\); set it, or unset every BETFAIR variable/,
      ],
      [
        { BETFAIR_CERT_FILE: join(dir, 'none.crt') },
        /BETFAIR_CERT_FILE is .*none\.crt; the file cannot be read: there is no such file or folder \(ENOENT\)/,
      ],
      [
        { BETFAIR_CERT_FILE: join(dir, 'client-expired.crt') },
        /^BETFAIR_CERT_FILE: .*client-expired\.crt holds a certificate that expired on .*: make a new one/,
      ],
      [
        { BETFAIR_KEY_FILE: join(dir, 'stranger.key') },
        /^The key in .*stranger\.key \(BETFAIR_KEY_FILE\) does not belong to the certificate in .*: name the key/,
      ],
    ];
    await Promise.all(
      cases.map(async ([change, sentence]) => {
        const wrong = { ...env, ...change };
        const bot = startBotProcess({ mode: 'dry_run', env: wrong });
        expect([await bot.ended(), saidBy(bot, wrong)]).toEqual([2, expect.stringMatching(sentence)]);
        expect(bot.said()).not.toMatch(/\n {4}at /);
        expect(readEventFile(bot.dir, 'dry_run')).toEqual([]);
      }),
    );
  });

  test('tells a person what Betfair or the network refuses, logs in no second time, and ends in order', async () => {
    const { env, dir } = await startExchange();
    const page = await startNonsense('<html>Welcome to the hotel</html>');
    const refused = await startNonsense('{"loginStatus":"INVALID_USERNAME_OR_PASSWORD"}');
    const cases: readonly (readonly [Variables, RegExp])[] = [
      [{ BETFAIR_PASSWORD: 'not-the-password' }, /INVALID_USERNAME_OR_PASSWORD.*check BETFAIR_USERNAME and/],
      [
        {
          BETFAIR_CERT_FILE: join(dir, 'stranger.crt'),
          BETFAIR_KEY_FILE: join(dir, 'stranger.key'),
        },
        /CERT_AUTH_REQUIRED.*Check BETFAIR_CERT_FILE/,
      ],
      [{ BETFAIR_APP_KEY: 'not-the-key' }, /check BETFAIR_APP_KEY \(INVALID_APP_KEY\)/],
      [{ BETFAIR_CA_FILE: undefined }, /from no authority that this program knows: check BETFAIR_CA_FILE/],
      [at(refused.origin), /INVALID_USERNAME_OR_PASSWORD.*does not try again by itself/],
      [at(page.origin), /HTTP 200 and something that is not Betfair's: check the BETFAIR_ addresses/],
      [at('http://127.0.0.1:9'), /127\.0\.0\.1:9 refuses the connection: nothing listens there\. Check/],
    ];
    const file = join(tempDir(), 'config.json');
    writeFileSync(file, '{"market_selection": {"polling_interval_seconds": 1}}');
    await Promise.all(
      cases.map(async ([change, sentence]) => {
        const wrong = { ...env, ...change, CONFIG_FILE: file };
        const bot = startBotProcess({ mode: 'dry_run', env: wrong });
        await expect
          .poll(() => saidBy(bot, wrong), { timeout: 90_000 })
          .toMatch(new RegExp(`Needs a person: The exchange cannot be asked\\n.*${sentence.source}`));
        bot.child.kill('SIGTERM');
        expect([sentence, await bot.ended()]).toEqual([sentence, 0]);
        expect(saidBy(bot, wrong)).not.toMatch(/\n {4}at /);
      }),
    );
    expect(refused.logins()).toBe(1);
  });
});
