import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { median } from './measure.ts';

/** What is asked of the dashboard, each with what makes it the most work. */
const ASKED = [
  '/healthz',
  '/metrics',
  '/api/status',
  '/api/status?at=MIDDLE',
  '/api/open',
  '/api/bets',
  '/api/bets?limit=1000&offset=100000',
  '/api/bets?search=arsenal&result=won&sort=profit',
  '/api/bets?at=MIDDLE&sort=price',
  '/api/cycles?limit=1000',
  '/api/events?after=MIDDLE',
  '/api/events?before=MIDDLE&limit=1000',
  '/api/scans',
  '/api/charts/ladder',
  '/api/charts/receipt',
  '/api/charts/equity',
  '/api/charts/daily',
  '/api/charts/legs',
  '/api/charts/calibration',
  '/api/charts/price',
  '/api/charts/funnel',
  '/api/books',
  '/api/config',
  '/api/logs',
  '/api/health',
  '/api/commands',
  '/api/suggest?command=bet&option=id&typed=9999',
  '/api/openapi.json',
] as const;

interface EndpointResult {
  readonly path: string;
  readonly firstMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly bytes: number;
}

interface FanOutResult {
  readonly streams: number;
  /** From sending a command to its answer: one event, synced to the disk. */
  readonly answerMs: number;
  /** From sending it to its event at the first stream, and at the last. */
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface DashboardResult {
  readonly events: number;
  readonly readyMs: number;
  readonly endpoints: readonly EndpointResult[];
  readonly fanOut: FanOutResult;
}

const agent = new Agent({ keepAlive: true });

/** The built program over a DATA_DIR of so many events, asked over HTTP by this process. */
export async function benchDashboard(
  dir: string,
  events: number,
  { times, streams, rounds }: { readonly times: number; readonly streams: number; readonly rounds: number },
): Promise<DashboardResult> {
  const began = performance.now();
  const { bot, url } = await startBot(dir);
  const readyMs = performance.now() - began;
  try {
    await post(`${url}/api/commands/pause`, { reason: 'the benchmark' });
    const endpoints: EndpointResult[] = [];
    for (const asked of ASKED) {
      const path = asked.replace('MIDDLE', String(Math.round(events / 2)));
      endpoints.push(await timeEndpoint(url, path, times));
    }
    return { events, readyMs, endpoints, fanOut: await timeFanOut(url, streams, rounds) };
  } finally {
    bot.kill('SIGTERM');
    await once(bot, 'exit');
  }
}

async function startBot(dir: string): Promise<{ readonly bot: ChildProcess; readonly url: string }> {
  const bot = spawn(process.execPath, [resolve('dist/src/main.js'), '--speed', '1'], {
    cwd: dir,
    env: { ...process.env, DATA_DIR: dir, DASHBOARD_PORT: '0', DASHBOARD_HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  for await (const chunk of bot.stderr?.setEncoding('utf8') ?? []) {
    said += chunk;
    const url = /The dashboard is at (http:\S+)\//.exec(said)?.[1];
    if (url === undefined) continue;
    bot.stderr?.resume();
    return { bot, url };
  }
  throw new Error(`the bot ended before its dashboard listened:\n${said}`);
}

async function timeEndpoint(url: string, path: string, times: number): Promise<EndpointResult> {
  const took: number[] = [];
  let bytes = 0;
  for (let n = 0; n <= times; n += 1) {
    const start = performance.now();
    const { status, text } = await ask(`${url}${path}`);
    if (status === 429) {
      await wait(1_000);
      n -= 1;
      continue;
    }
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    took.push(performance.now() - start);
    bytes = text.length;
  }
  const [firstMs = Number.NaN, ...rest] = took;
  return { path, firstMs, p50Ms: median(rest), p99Ms: percentile(rest, 0.99), bytes };
}

const percentile = (figures: readonly number[], part: number): number =>
  figures.toSorted((a, b) => a - b)[Math.ceil(figures.length * part) - 1] ?? Number.NaN;

/** The medians over rounds of one event each. */
async function timeFanOut(url: string, streams: number, rounds: number): Promise<FanOutResult> {
  const heard = await Promise.all(Array.from({ length: streams }, () => follow(`${url}/api/stream`)));
  const runs: { answerMs: number; firstMs: number; lastMs: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const next = heard.map((listener) => listener.next());
    const start = performance.now();
    const answer = post(`${url}/api/commands/${round % 2 === 0 ? 'resume' : 'pause'}`).then(
      () => performance.now() - start,
    );
    const times = (await Promise.all(next)).map((at) => at - start);
    runs.push({ answerMs: await answer, firstMs: Math.min(...times), lastMs: Math.max(...times) });
  }
  for (const { end } of heard) end();
  const of = (name: 'answerMs' | 'firstMs' | 'lastMs') => median(runs.map((run) => run[name]));
  return { streams, answerMs: of('answerMs'), firstMs: of('firstMs'), lastMs: of('lastMs') };
}

/** Tells when the next event arrives. */
async function follow(url: string) {
  const response = await begin(url, 'GET', {}, undefined, undefined);
  let heard = (_at: number): void => {};
  response.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('event: appended')) heard(performance.now());
  });
  response.on('error', () => {});
  return {
    next: () =>
      new Promise<number>((resolve) => {
        heard = resolve;
      }),
    end: () => response.destroy(),
  };
}

let keys = 0;

async function post(url: string, options: object = {}): Promise<void> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': `bench-${Date.now()}-${++keys}` };
  const { status, text } = await read(await begin(url, 'POST', headers, JSON.stringify({ options }), agent));
  if (status !== 200) throw new Error(`${url}: ${status} ${text}`);
}

const ask = async (url: string) => read(await begin(url, 'GET', {}, undefined, agent));

async function read(response: IncomingMessage): Promise<{ readonly status: number; readonly text: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
}

function begin(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
  by: Agent | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers, agent: by ?? false }, resolve)
      .on('error', reject)
      .end(body);
  });
}
