import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Config } from '../../config/config.ts';
import { systemClock } from '../../src/clock.ts';
import type { Fact, Mode } from '../../src/core/events.ts';
import { openFoldedLog } from '../../src/wiring/open-log.ts';
import { copyMark } from '../../store/copy-mark.ts';
import { type PostgresServer, startPostgres } from '../store/postgres/postgres-server.ts';
import { SAMPLE_FACTS } from '../store/sample-facts.ts';
import { appendOf, eventsOf, silent, tempDir } from '../store/temp-log.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  return server.remove;
});

const newUrl = async () => server.url(await server.newDatabase(), 'bot');

async function open(dataDir: string, mode: Mode, store: Config['store']) {
  const opened = await openFoldedLog({ dataDir, mode, store }, { clock: systemClock, logger: silent });
  onTestFinished(() => opened.log.close());
  return { ...opened, leading: () => opened.lead(new AbortController().signal, () => undefined) };
}

const { BOT_STARTED } = SAMPLE_FACTS;
const started = (mode: Mode): Fact => ({ ...BOT_STARTED, data: { ...BOT_STARTED.data, mode } });

describe('the log of a bot', () => {
  it('is not the copy of a stream where the address of the stream is missing', async () => {
    const [dir, url] = [tempDir(), await newUrl()];
    const first = await open(dir, 'demo', { url, stream: 'mine' });
    await first.leading();
    eventsOf(await appendOf(first.log, [started('demo')]));
    await first.log.close();
    await expect(open(dir, 'demo', null)).rejects.toThrow(
      /betting_events\.demo\.json is a copy of the stream "mine", and STORE_URL is not set: two bots could bet from one log\. Set STORE_URL\. .* npm run store:copy -- stream:mine \S+\.json; where the database is gone for good, remove \S+copy_of\.demo\.json\.$/,
    );
    await copyMark(dir, 'demo').remove();
    expect((await open(dir, 'demo', null)).found().mode).toBe('demo');
  });

  it('is not the file that a log was half copied to', async () => {
    const dir = tempDir();
    await copyMark(dir, 'live').write({ stream: null });
    await expect(open(dir, 'live', null)).rejects.toThrow(
      /^Not all of a log was copied to \S+betting_events\.live\.json: npm run store:copy was broken off/,
    );
    await open(dir, 'demo', null);
  });

  it('is not the stream of a bot of another mode', async () => {
    const url = await newUrl();
    const demo = await open(tempDir(), 'demo', { url, stream: 'mine' });
    await demo.leading();
    eventsOf(await appendOf(demo.log, [started('demo')]));
    const refusal =
      'The stream "mine" has the log of a bot of the mode demo, and this one\'s is live: name another one in STREAM.';
    const standby = await open(tempDir(), 'live', { url, stream: 'mine' });
    await expect(standby.leading()).rejects.toThrow(refusal);
    await demo.log.close();
    const live = await open(tempDir(), 'live', { url, stream: 'mine' });
    await expect(live.leading()).rejects.toThrow(refusal);
    await live.log.close();
    const again = await open(tempDir(), 'demo', { url, stream: 'mine' });
    await again.leading();
  });
});
