import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countBets, readEvents, untilSettled } from '../event-file.mjs';
import { must, mustHaveWrittenNothing } from './must.mjs';
import { startContainer } from './start-container.mjs';
import { makeVolume } from './volume.mjs';
import { endInOrder, untilEnded, untilHealthy } from './wait-until.mjs';

const FILE = 'betting_events.demo.json';
const IN_MEMORY = ['/tmp', '/dev', '/dev/shm', '/dev/mqueue'];
const TRY_WRITING = readFileSync(new URL('try-writing.mjs', import.meta.url), 'utf8');

/** The bot in demo mode, shut in as the one of compose.yaml is: its rights, and what becomes of its log when it is killed. */
export async function checkDemo({ folder, image, services, say }) {
  const volume = makeVolume(folder, 'log', image);
  const { environment, secrets, volumes, ...shutIn } = services.rollover;
  const start = (name, command = [...image.config.Cmd, '--speed', '3600']) =>
    startContainer({
      ...{ folder, name, image, service: { ...shutIn, command } },
      mounts: [{ from: volume, to: '/data', isReadOnly: false }],
    });
  const run = { image, start, file: join(volume, FILE), say };
  const first = await liveAndBeKilled(run);
  const next = await goOn(run);
  const verifier = start('verifier', ['node', 'dist/src/verify.js', `/data/${FILE}`]);
  must((await untilEnded(verifier)) === 0, `the log is not whole:\n${verifier.said()}`);
  say(`verified in a container: ${verifier.said().trim()}`);
  for (const container of [first, next, verifier]) mustHaveWrittenNothing(container);
}

async function liveAndBeKilled({ image, start, file, say }) {
  const first = start('first');
  say(`the bot is healthy after ${await untilHealthy(first, image.config.Healthcheck.Test)} ms`);
  checkRights(first);
  say('it is user 1000 and pid 1, has no capability and can get no further right');
  await checkWriting(first);
  say('that user can write nowhere but in /data and in memory');
  await checkRefusal(start('second'));
  say('a second container on the same volume ends with 3 while the first lives');
  const { placed, settled } = await untilSettled(file, first.mustRun);
  say(`bets placed: ${placed}, settled: ${settled}`);
  await checkPicture(first);
  say('a chart is drawn');
  first.signal('SIGKILL');
  const code = await untilEnded(first);
  must(code === 137, `SIGKILL ended it with ${code}`);
  return first;
}

async function goOn({ image, start, file, say }) {
  const before = readEvents(file);
  const next = start('next');
  say(
    `killed; the next container is healthy after ${await untilHealthy(next, image.config.Healthcheck.Test)} ms`,
  );
  const { placed, settled } = await untilSettled(file, next.mustRun, countBets(before));
  say(`it goes on after event ${before.length}; bets placed: ${placed}, settled: ${settled}`);
  const memory = next.status('VmHWM');
  say(
    `it ends with 0, ${await endInOrder(next, image.config)} ms after SIGTERM; its most memory was ${memory}`,
  );
  const after = readEvents(file);
  const kept = JSON.stringify(after.slice(0, before.length)) === JSON.stringify(before);
  must(kept && after.at(-1).type === 'BOT_STOPPED', 'its log does not go on with the one before to the end');
  return next;
}

function checkRights(container) {
  const uids = container.status('Uid').split('\t');
  must(
    uids.every((uid) => uid === '1000'),
    `its user is ${uids}`,
  );
  must(/\t1$/.test(container.status('NSpid')), 'its pid is not 1');
  for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
    must(/^0+$/.test(container.status(set)), `it has capabilities: ${set} ${container.status(set)}`);
  must(container.status('NoNewPrivs') === '1', 'it can get new privileges');
}

async function checkWriting(container) {
  const { code, out } = await container.exec('node', '--input-type=module', '--eval', TRY_WRITING);
  must(code === 0, `writing could not be tried:\n${out}`);
  const places = JSON.parse(out);
  must(places.includes('/data'), 'it cannot write in /data');
  const strays = places.filter((place) => ![...IN_MEMORY, '/data'].includes(place));
  must(strays.length === 0, `it can write in ${strays.join(', ')}`);
}

async function checkRefusal(second) {
  const code = await untilEnded(second);
  must(code === 3, `a second bot on the volume ended with ${code} instead of 3:\n${second.said()}`);
  must(/in use by process 1 on host first/.test(second.said()), `it did not say by whom:\n${second.said()}`);
}

/** Drawing takes a native library, fonts and a module of the build: nothing that a start would miss. */
async function checkPicture(container) {
  const ask = `
    const response = await fetch('http://127.0.0.1:8080/api/commands/chart', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'a-chart' },
      body: '{"options":{"kind":"ladder"}}',
    });
    process.stdout.write(await response.text());`;
  const { out } = await container.exec('node', '--input-type=module', '--eval', ask);
  must(/"iVBORw0KGgo/.test(out), `no chart was drawn: ${out.slice(0, 500)}`);
}
