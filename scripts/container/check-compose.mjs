import { chmodSync, chownSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { untilSettled } from '../event-file.mjs';
import { mountsOf } from './compose-file.mjs';
import { must, mustHaveWrittenNothing } from './must.mjs';
import { startContainer } from './start-container.mjs';
import { makeVolume } from './volume.mjs';
import { endInOrder, untilHealthy, waitFor } from './wait-until.mjs';

const LOG = '/data/betting_events.dry_run.json';

/** The secrets of the bot, as files of the demo's exchange. */
const OF_THE_EXCHANGE = {
  betfair_app_key: 'app-key',
  betfair_username: 'username',
  betfair_password: 'password',
  betfair_certificate: 'client.crt',
  betfair_key: 'client.key',
};
/** Those that an exchange does not know. */
const OTHERS = { discord_token: 'no token of Discord', dashboard_token: 'a token of the dashboard' };

/** The demo as compose.yaml has it, then the bot itself as compose.yaml has it, upon the demo's exchange. */
export async function checkCompose(run) {
  const { image, services, say } = run;
  const exchange = start(run, 'exchange', services.exchange);
  say(`the exchange is healthy after ${await untilHealthy(exchange, services.exchange.healthcheck.test)} ms`);
  const demo = await checkDemo(run, exchange);
  const bot = await checkBot(run, exchange);
  await endInOrder(exchange, image.config);
  for (const container of [exchange, demo, bot]) mustHaveWrittenNothing(container);
}

async function checkDemo(run, exchange) {
  const { image, services, say } = run;
  const service = services.demo;
  must(service.network_mode === 'service:exchange', 'the demo does not share the network of the exchange');
  const demo = start(run, 'demo', service, { neighbour: exchange });
  await untilHealthy(demo, image.config.Healthcheck.Test);
  await checkDoor(demo, service.environment.DASHBOARD_TOKEN);
  const { placed, settled } = await untilSettled(demo.path(LOG), demo.mustRun);
  say(`the demo plays upon it over HTTPS; paper bets placed: ${placed}, settled: ${settled}`);
  await endInOrder(demo, image.config);
  return demo;
}

/** With the addresses of the demo's exchange, and nobody where Discord should be. */
async function checkBot(run, exchange) {
  const { image, services, say } = run;
  const { BETFAIR_API_URL, BETFAIR_CERT_LOGIN_URL, BETFAIR_IDENTITY_URL } = services.demo.environment;
  const elsewhere = {
    ...{ BETFAIR_API_URL, BETFAIR_CERT_LOGIN_URL, BETFAIR_IDENTITY_URL },
    BETFAIR_CA_FILE: '/run/exchange/ca.crt',
    DISCORD_API_URL: 'http://127.0.0.1:9/api',
  };
  const { environment, ...service } = services.rollover;
  const bot = start(
    run,
    'bot',
    { ...service, environment: { ...environment, ...elsewhere } },
    { neighbour: exchange, others: services.demo.volumes },
  );
  await untilHealthy(bot, image.config.Healthcheck.Test);
  await checkDoor(bot, OTHERS.dashboard_token);
  say('the bot is healthy with every secret in a mounted file, logged in to that exchange, Discord away');
  await endInOrder(bot, image.config);
  return bot;
}

function start({ folder, image, services }, name, service, { neighbour = null, others = [] } = {}) {
  const mounts = mountsOf({ ...service, volumes: [...service.volumes, ...others] });
  const places = mounts.map((mount) => ({ ...mount, from: placeOf(mount.from) }));
  return startContainer({ folder, name, image, service, mounts: places, neighbour });

  function placeOf(from) {
    if (from.startsWith('.')) return resolve(from);
    if (services.rollover.secrets.includes(from)) return makeSecret(folder, from);
    return makeVolume(folder, from, image);
  }
}

/** As a person would put it there: for the user of the image, and nobody else. */
function makeSecret(folder, name) {
  const file = join(folder, 'secrets', name);
  mkdirSync(join(folder, 'secrets'), { recursive: true });
  if (name in OTHERS) writeFileSync(file, OTHERS[name]);
  else cpSync(join(folder, 'volumes', 'exchange', OF_THE_EXCHANGE[name]), file);
  chownSync(file, 1000, 1000);
  chmodSync(file, 0o400);
  return file;
}

/** Its dashboard tells nothing without the token, and with it that it bets on paper and is logged in to the exchange. */
async function checkDoor(container, token) {
  const ask = async (path, ...headers) => {
    const { out } = await container.exec('node', '--input-type=module', '--eval', ASK, path, ...headers);
    return out;
  };
  const shut = await ask('/api/status');
  must(shut.startsWith('401 '), `its dashboard says to whom shows no token: ${shut}`);
  const open = await ask('/api/status', `Bearer ${token}`);
  must(/^200 .*"mode":"dry_run"/.test(open), `its dashboard says to whom shows the token: ${open}`);
  await waitFor(container, 'logged in', async () => {
    const health = await ask('/api/health', `Bearer ${token}`);
    return /"component":"exchange","state":"ok".*"session":"\d/.test(health) ? null : health;
  });
}

const ASK = `
  const [path, token] = process.argv.slice(1);
  const headers = token === undefined ? {} : { Authorization: token };
  const response = await fetch('http://127.0.0.1:8080' + path, { headers });
  process.stdout.write(response.status + ' ' + (await response.text()));`;
