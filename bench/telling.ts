import { setTimeout as sleep } from 'node:timers/promises';
import { type Standin, startStandin } from '../test/discord-standin/standin.ts';
import { demoFolder } from './demo-folder.ts';
import { median, percentile } from './measure.ts';
import { spawnBot } from './spawn-bot.ts';

/** A match of two hours takes about a second. */
const SPEED = 6_000;
const TOLD_WITHIN_MS = 300_000;

export interface TellingResult {
  readonly settlements: number;
  /** From a settlement's own time, which the check that saw it gave it, until Discord has its notice. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Median of a bare post of a message to the same Discord. */
  readonly postMs: number;
  /** Of p50, against the bare post. */
  readonly ratio: number;
}

/** How long after a settlement its notice is at Discord: of the built bot in demo, over the stand-in. */
export async function benchTelling(dir: string, settlements: number): Promise<TellingResult> {
  const { dataDir, env } = demoFolder(dir, 'told', { speed: SPEED });
  const standin = await startStandin();
  const took: number[] = [];
  standin.listen((news) => {
    if (news.what !== 'posted') return;
    for (const { title = '', timestamp } of news.message.message.embeds)
      if (/\b(?:Won|Lost|Void)\b/.test(title) && timestamp) took.push(Date.now() - Date.parse(timestamp));
  });
  try {
    const bot = await spawnBot({ dataDir, env: { ...standin.env, ...env } });
    const told = () => (took.length >= settlements ? true : undefined);
    await standin.waitUntil(told, `${settlements} settlements to be told`, TOLD_WITHIN_MS);
    await bot.stop();
    const [p50Ms, postMs] = [median(took), await barePost(standin)];
    return { settlements: took.length, p50Ms, p99Ms: percentile(took, 99), postMs, ratio: p50Ms / postMs };
  } finally {
    await standin.close();
  }
}

async function barePost({ env, channels }: Standin): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < 20; i += 1) {
    const began = performance.now();
    const answer = await fetch(`${env['DISCORD_API_URL']}/v10/channels/${channels.main}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${env['DISCORD_TOKEN']}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: `Message ${i}` }),
    });
    if (!answer.ok) throw new Error(`Discord answered a bare post with HTTP ${answer.status}`);
    await answer.arrayBuffer();
    took.push(performance.now() - began);
    await sleep(10);
  }
  return median(took);
}
