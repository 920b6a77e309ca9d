import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { statusOf } from '../../src/betting/views/status.ts';
import { CHART_KINDS } from '../../src/charts/kinds.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { price } from '../../src/core/odds.ts';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import type { ComponentHealth } from '../../src/health.ts';
import { HOUR, MARKET } from '../betting/loop-bench.ts';
import { handClock } from '../exchange/hand-clock.ts';
import { ended, HOME, runner } from '../exchange/scripted-source.ts';
import { judgeBy, operationsOf } from './described.ts';
import { type Served, type ServeWanted, serve } from './serve.ts';

const NARROW = { odds: { min: price(3.3), max: price(3.6) } };
const SECOND = '1.200';

/** Two markets: the first is won after two hours, the second starts in five. */
const twoMarkets = (more: ServeWanted = {}): Promise<Served> =>
  serve({
    ...more,
    bench: {
      settings: NARROW,
      scripts: [
        {
          marketId: MARKET,
          steps: [
            [HOUR, { inPlay: true }],
            [2 * HOUR, { status: 'CLOSED', runners: ended('WINNER', 'LOSER', 'LOSER') }],
          ],
        },
        { marketId: SECOND, steps: [[0, { startTime: handClock().now() + 5 * HOUR }]] },
      ],
      ...more.bench,
    },
  });

/** One bet won, the next one open. */
async function oneWonOneOpen(more: ServeWanted = {}): Promise<Served> {
  const served = await twoMarkets(more);
  const { bettor, clock } = served.bench;
  await bettor.selectMarket();
  await clock.advance(2 * HOUR);
  await bettor.checkResults();
  await bettor.selectMarket();
  return served;
}

const READS: readonly (readonly [path: string, query: string])[] = [
  ['/api/status', ''],
  ['/api/status', '?at=3'],
  ['/api/open', ''],
  ['/api/bets', ''],
  ['/api/bets', '?sort=profit&direction=asc&search=home&result=won&epoch=1&cycle=1&limit=1&offset=0&at=4'],
  ['/api/cycles', ''],
  ['/api/cycles', '?limit=1&at=2'],
  ['/api/events', ''],
  ['/api/events', '?before=3&limit=1'],
  ['/api/scans', ''],
  ['/api/forecast', ''],
  ['/api/forecast', '?odds=3.5&edge=2%25&budget=500&staking=to_target'],
  ['/api/forecast', '?at=2'],
  ['/api/books', ''],
  ['/api/books', '?at=1'],
  ['/api/config', ''],
  ['/api/logs', '?n=5&level=warn'],
  ['/api/health', ''],
  ['/api/commands', ''],
  ['/api/suggest', '?command=help&option=command&typed=od&given={}'],
  ['/api/openapi.json', ''],
  ['/healthz', ''],
  ['/metrics', ''],
];

describe('what the API says', () => {
  it('is what its own description says, of a log without a bet and of one with several', async () => {
    const served = await twoMarkets();
    const { json: description } = await served.ask('/api/openapi.json');
    const judge = judgeBy(description);
    const charts = CHART_KINDS.flatMap((name) =>
      ['', '?at=1', '?cycle=1&days=7'].map((query) => ['/api/charts/{name}', query, name] as const),
    );
    const judgeAll = async () => {
      const found: string[] = [];
      for (const [path, query, name = ''] of [...READS, ...charts]) {
        const answer = await served.ask(`${path.replace('{name}', name)}${query}`);
        found.push(...judge('get', path, answer).map((fault) => `${path}${query}: ${fault}`));
        if (answer.status !== 200 && !query.includes('at=')) found.push(`${path}${query}: ${answer.text}`);
      }
      return found;
    };
    expect(await judgeAll()).toEqual([]);
    const { bettor, clock } = served.bench;
    await bettor.selectMarket();
    expect(await judgeAll()).toEqual([]);
    await clock.advance(2 * HOUR);
    await bettor.checkResults();
    await bettor.selectMarket();
    expect(await judgeAll()).toEqual([]);
  });

  it("tells the times of a chart in the reader's zone, and days in the bot's", async () => {
    const { ask } = await oneWonOneOpen();
    const first = async (path: string) => (await ask(path)).json.option.series[0].data[0][0];
    const [here, there] = [
      await first('/api/charts/equity'),
      await first('/api/charts/equity?zone=Asia/Tokyo'),
    ];
    expect(there - here).toBe(9 * HOUR);
    const days = '/api/charts/daily?days=2';
    expect((await ask(`${days}&zone=Asia/Tokyo`)).json).toEqual((await ask(days)).json);
  });

  it('is asked for by every path that its description has', async () => {
    const served = await serve();
    const { json: description } = await served.ask('/api/openapi.json');
    expect(description.openapi).toBe('3.1.0');
    const known = operationsOf(description).filter(([method]) => method === 'get');
    const tried = [...READS.map(([path]) => path), '/api/charts/{name}', '/api/stream'];
    expect(known.map(([, path]) => path).sort()).toEqual([...new Set(tried)].sort());
  });

  it('is told in faults that the description has, whatever is asked', async () => {
    const served = await oneWonOneOpen();
    const judge = judgeBy((await served.ask('/api/openapi.json')).json);
    for (const [path, query, status] of [
      ['/api/status', '?at=0', 400],
      ['/api/status', '?at=99', 404],
      ['/api/status', '?when=1', 400],
      ['/api/bets', '?limit=1001', 400],
      ['/api/bets', '?sort=luck', 400],
      ['/api/events', '?after=1&before=2', 400],
      ['/api/suggest', '?command=help&option=command&given={', 400],
      ['/api/logs', '?level=loud', 400],
      ['/api/stream', '?after=x', 400],
    ] as const) {
      const answer = await served.ask(`${path}${query}`);
      expect([path, query, answer.status]).toEqual([path, query, status]);
      expect(judge('get', path, answer)).toEqual([]);
    }
    const tooLarge = await served.call('pause', { reason: 'x'.repeat(70_000) });
    expect([tooLarge.status, judge('post', '/api/commands/{name}', tooLarge)]).toEqual([413, []]);
    expect(await served.ask('/api/nothing')).toMatchObject({ status: 404, json: { fault: 'not_found' } });
    for (const chart of ['nothing', 'equity?zone=Mars/Base'])
      expect(await served.ask(`/api/charts/${chart}`)).toMatchObject({ status: 400 });
  });

  it('takes the names that every object has for no option, and no other method than it has', async () => {
    const served = await serve();
    for (const option of ['__proto__', 'constructor', 'toString'])
      expect(await served.ask(`/api/suggest?command=help&option=${option}`)).toMatchObject({
        status: 200,
        json: { suggestions: [] },
      });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])
      expect(await served.ask('/api/status', { method })).toMatchObject({
        status: 404,
        json: { fault: 'not_found' },
      });
    expect(served.logged.join('\n')).not.toContain('could not answer');
  });

  it('says the bounds that hold', async () => {
    const { ask } = await serve();
    expect((await ask('/api/charts/daily?days=61')).json.message).toBe('days: must be at most 60');
    expect((await ask('/api/logs?n=1001')).json.message).toBe('n: must be at most 1000');
  });

  it('is never kept by anyone in between', async () => {
    const served = await serve();
    for (const path of ['/api/status', '/api/nothing', '/healthz', '/metrics', '/api/bets?limit=0'])
      expect((await served.ask(path)).headers['cache-control']).toBe('no-store');
  });
});

describe('the status', () => {
  it('says where the bot stands', async () => {
    const { ask, bench } = await oneWonOneOpen();
    const { json } = await ask('/api/status');
    expect(json).toMatchObject({
      mode: 'demo',
      role: 'operator',
      login: false,
      seq: 6,
      lastSeq: 6,
      head: bench.log.head().hash,
      leg: 2,
      pot: 337,
      betting: { on: true, tone: 'open' },
      openBet: { marketId: SECOND, stake: 337, ifWon: 337 + 801 },
      openRequest: null,
      epoch: { bets: 2, wins: 1 },
    });
    expect(json.limits.gauges.map(({ key }: { key: string }) => key)).toEqual([
      'maxStake',
      'maxDailyLoss',
      'maxWeeklyLoss',
      'maxTotalLoss',
    ]);
  });

  it('after a past event is what was true then', async () => {
    const { ask, bench } = await oneWonOneOpen();
    const events = await bench.events();
    for (const { seq } of events) {
      const then = events.slice(0, seq).reduce(evolve, initialState);
      const { pot, cycle, leg } = statusOf(then, {
        mode: 'demo',
        betting: { on: false, why: '' },
        minStake: then.ledger.pot,
      });
      expect((await ask(`/api/status?at=${seq}`)).json).toMatchObject({
        ...{ seq, pot, cycle, leg, at: then.at, head: events[seq - 1]?.hash, lastSeq: 6 },
        openBet: then.openBets[0] ? { orderRef: then.openBets[0].orderRef } : null,
      });
      expect((await ask(`/api/bets?at=${seq}`)).json.total).toBe(then.ledger.allTime.bets);
      expect((await ask(`/api/books?at=${seq}`)).json).toMatchObject({ pot, balances: true });
    }
  });

  it('of the bets is any part of the list, from either end', async () => {
    const { ask } = await oneWonOneOpen();
    const seqs = async (query: string) =>
      (await ask(`/api/bets?${query}`)).json.bets.map(({ seq }: { seq: number }) => seq);
    const [newest, first] = await seqs('');
    expect(newest).toBeGreaterThan(first);
    expect(await seqs('direction=asc')).toEqual([first, newest]);
    expect(await seqs('direction=asc&limit=1')).toEqual([first]);
    expect(await seqs('direction=asc&limit=1&offset=1')).toEqual([newest]);
    expect(await seqs('direction=asc&offset=2')).toEqual([]);
    expect(await seqs('offset=1')).toEqual([first]);
  });

  it('of the forecast is what the command says, with what is assumed, also of the past', async () => {
    const { ask, bench } = await oneWonOneOpen();
    const { openBets, ledger } = bench.handler.state();
    const { json } = await ask('/api/forecast?odds=4&budget=500');
    const win = 1 / openBets[0]!.priceMatched;
    expect(json).toMatchObject({
      assumed: { price: 4, edge: 0, staking: 'roll_all' },
      pot: ledger.pot,
      open: { win, ifLost: { chance: 0, back: 0 } },
      outlay: { chance: 0.25 ** 9 },
      budget: { amount: 50_000, outlays: 500 },
      history: { bets: 1, wins: 1 },
    });
    expect(json.here.chance).toBeCloseTo(win * json.open.ifWon.chance, 15);
    expect((await ask('/api/forecast?at=1&odds=4')).json).toMatchObject({
      pot: 100,
      open: null,
      history: null,
      here: { chance: 0.25 ** 9 },
    });
  });

  it('of a forecast that leaves nothing to chance is why there is none', async () => {
    const { ask } = await twoMarkets();
    for (const [query, fault, words] of [
      ['odds=1.5&edge=60%25', 'edge_beyond_price', 'would make a win sure'],
      ['edge=history', 'no_history', 'No bet has been won or lost yet'],
      ['edge=2', 'invalid', 'must be an edge such as 2%'],
    ])
      expect(await ask(`/api/forecast?${query}`)).toMatchObject({
        status: 400,
        json: { fault, message: expect.stringContaining(words!) },
      });
  });

  it('of the fan is drawn anew once the settings are others', async () => {
    const { ask, call } = await twoMarkets();
    const nets = async () => (await ask('/api/charts/forecast')).json.option.series.at(-1).data;
    const before = await nets();
    expect(await nets()).toEqual(before);
    await call('odds', { min: 5, max: 6 });
    expect(await nets()).not.toEqual(before);
  });

  it('of the fan assumes what the forecast beside it is told to', async () => {
    const { ask } = await twoMarkets();
    const chart = async (query: string) => (await ask(`/api/charts/forecast?${query}`)).json;
    const nets = async (query: string) => (await chart(query)).option.series.at(-1).data;
    expect(await nets('budget=5')).toEqual(await nets(''));
    expect(await nets('odds=2&edge=-50%25')).not.toEqual(await nets(''));
    expect(await chart('odds=1.5&edge=60%25')).toMatchObject({
      title: 'No forecast',
      why: expect.stringContaining('would make a win sure'),
    });
    expect(await ask('/api/charts/forecast?odds=3.47')).toMatchObject({ status: 400 });
  });

  it('is an alarm where a part has failed, and a pause where nothing is bet', async () => {
    let state: 'ok' | 'failed' = 'ok';
    const health = () => [{ component: 'log', state, why: ['so'] }];
    const { ask, call } = await serve({ rollover: { health } });
    expect((await ask('/api/status')).json.betting.tone).toBe('ready');
    await call('pause', { reason: 'tea' });
    expect((await ask('/api/status')).json).toMatchObject({
      betting: { on: false, tone: 'paused' },
      paused: { why: 'tea', until: null, text: expect.arrayContaining([{ at: expect.any(String) }]) },
    });
    state = 'failed';
    expect((await ask('/api/status')).json.betting.tone).toBe('alarm');
  });

  it('is a pause also while a bet is open that nothing will follow', async () => {
    const { ask, call } = await oneWonOneOpen();
    await call('pause', { reason: 'tea' });
    expect((await ask('/api/status')).json).toMatchObject({
      betting: { on: false, tone: 'paused' },
      openBet: { marketId: SECOND },
    });
  });
});

describe('the open bet', () => {
  it('is shown with its market, and asks the exchange every ten seconds at most', async () => {
    const { ask, bench } = await oneWonOneOpen();
    const before = bench.calls.length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('/api/open')));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.json).toMatchObject({
      bet: { marketId: SECOND },
      market: { name: 'Match Odds', status: 'OPEN', inPlay: false },
      prices: [{ back: 3.5, lay: 3.55 }],
      why: null,
    });
    const ours = answers[0]?.json.market.runners.filter(({ ours }: { ours: boolean }) => ours);
    expect(ours).toMatchObject([
      { selectionId: HOME, name: 'Home', back: { price: 3.5 }, lay: { price: 3.55 } },
    ]);
    expect(bench.calls.slice(before).filter((name) => name === 'listMarketBook')).toHaveLength(1);
    await bench.clock.advance(10_000);
    expect((await ask('/api/open')).json.prices).toHaveLength(2);
  });

  it('is shown also where the exchange does not answer, with why', async () => {
    const served = await oneWonOneOpen();
    served.bench.before('listMarketBook', () => {
      throw new ExchangeError('no_answer', 'listMarketBook', 'retry', 'the exchange is away');
    });
    const { status, json } = await served.ask('/api/open');
    expect(status).toBe(200);
    expect(json).toMatchObject({ bet: { marketId: SECOND }, market: null });
    expect(json.why).toContain('Present prices are not to be had');
  });

  it('is null where none is open', async () => {
    const { ask } = await serve();
    expect(await ask('/api/open')).toMatchObject({ status: 200, text: 'null' });
  });
});

describe('names that the exchange sends', () => {
  const HOSTILE = '<img src=x onerror=alert(1)>"\'&\u202e';

  it('are told as they are, as JSON, with nothing that a browser would take for a page', async () => {
    const served = await serve({
      bench: {
        settings: NARROW,
        scripts: [
          {
            marketId: MARKET,
            steps: [[0, { eventName: HOSTILE, runners: [runner(HOME, { name: HOSTILE })] }]],
          },
        ],
      },
    });
    await served.bench.bettor.selectMarket();
    for (const path of [
      '/api/status',
      '/api/open',
      '/api/bets',
      '/api/scans',
      '/api/events',
      '/api/charts/price',
    ]) {
      const { headers, text } = await served.ask(path);
      expect(headers['content-type']).toBe('application/json');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      if (path !== '/api/charts/price')
        expect(JSON.stringify(JSON.parse(text))).toContain('onerror=alert(1)');
    }
    expect((await served.ask('/api/bets')).json.bets[0]).toMatchObject({
      event: HOSTILE,
      selection: HOSTILE,
    });
  });
});

describe('the past looks at the markets', () => {
  it('are the last twenty, the newest first', async () => {
    const { ask, bench } = await serve({ bench: { settings: NARROW } });
    for (let look = 0; look < 22; look += 1) {
      await bench.clock.advance(1_000);
      await bench.bettor.look();
    }
    const { scans } = (await ask('/api/scans')).json;
    expect(scans).toHaveLength(20);
    expect(Date.parse(scans[0].at) - Date.parse(scans[19].at)).toBe(19_000);
    expect(scans[0]).toMatchObject({ picked: { marketId: MARKET, selectionId: HOME, price: 3.5 } });
  });
});

describe('the events', () => {
  it('are told in order, after one or before one', async () => {
    const { ask } = await oneWonOneOpen();
    const seqs = async (query: string) =>
      (await ask(`/api/events${query}`)).json.events.map(({ seq }: { seq: number }) => seq);
    expect(await seqs('')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await seqs('?after=4')).toEqual([5, 6]);
    expect(await seqs('?after=1&limit=2')).toEqual([2, 3]);
    expect(await seqs('?before=5&limit=2')).toEqual([3, 4]);
    expect(await seqs('?before=2&limit=9')).toEqual([1]);
    expect(await seqs('?before=1')).toEqual([]);
    expect(await seqs('?before=99&limit=2')).toEqual([5, 6]);
    expect(await seqs('?after=99')).toEqual([]);
  });

  it('are as they are in the file, and in words', async () => {
    const { ask, bench } = await oneWonOneOpen();
    const { events } = (await ask('/api/events')).json;
    expect(events.map(({ text: _, ...event }: { text: string }) => event)).toEqual(await bench.events());
    expect(events[3].text).toBe('the bet was won, +2.37 GBP');
  });
});

describe('healthz', () => {
  it.each([
    ['log', 'failed', 503],
    ['jobs', 'failed', 503],
    ['log', 'degraded', 200],
    ['exchange', 'degraded', 200],
    ['discord', 'degraded', 200],
    ['backups', 'degraded', 200],
    ['dashboard', 'failed', 200],
  ] as const)('with %s %s is %i', async (component, state, status) => {
    const { ask } = await serve({ rollover: { health: () => [{ component, state, why: ['so'] }] } });
    expect(await ask('/healthz')).toMatchObject({
      status,
      json: { ok: status === 200, components: [{ component, state }] },
    });
  });
});

describe('the metrics', () => {
  it('have the figures of the bot and of the process', async () => {
    const { ask } = await oneWonOneOpen();
    const { text, headers } = await ask('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain/);
    for (const line of [
      'rollover_events 6',
      'rollover_pot_pennies 337',
      'rollover_bets_won 1',
      'rollover_open_bets 1',
      'rollover_component_health{component="log"} 0',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^process_resident_memory_bytes \d/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  });

  it('are those that the dashboard for Grafana draws', async () => {
    const served = await serve();
    await served.bench.bettor.look();
    served.seeCall({ operation: 'listBooks', outcome: 'ok', ms: 70 });
    const { text } = await served.ask('/metrics');
    const drawn =
      readFileSync('docs/grafana.json', 'utf8').match(/\b(?:rollover|nodejs|process)_[a-z0-9_]+/g) ?? [];
    expect(drawn.length).toBeGreaterThan(20);
    expect(drawn.filter((name) => !new RegExp(`^(?:# TYPE )?${name}\\b`, 'm').test(text))).toEqual([]);
  });

  it('have the ages, the funnel, the queues and the calls to the exchange', async () => {
    const last = '2026-03-01T12:00:00.000Z';
    const health = (): readonly ComponentHealth[] => [
      { component: 'jobs', state: 'degraded', why: [''], times: { select_market: last } },
    ];
    const clock = handClock(Date.parse(last) + 90_000);
    const served = await serve({ bench: { clock }, rollover: { health } });
    await served.bench.bettor.look();
    served.seeCall({ operation: 'listBooks', outcome: 'ok', ms: 70 });
    served.seeCall({ operation: 'listBooks', outcome: 'SERVICE_BUSY', ms: 3_000 });
    const lines = (await served.ask('/metrics')).text.split('\n');
    for (const line of [
      'rollover_age_seconds{component="jobs",what="select_market"} 90',
      'rollover_component_health{component="jobs"} 1',
      'rollover_scans 3',
      'rollover_queue_length{queue="discord"} 2',
      'rollover_funnel_selections{filter="open",side="entered"} 3',
      'rollover_exchange_call_seconds_bucket{le="0.1",operation="listBooks",outcome="ok"} 1',
      'rollover_exchange_call_seconds_sum{operation="listBooks",outcome="SERVICE_BUSY"} 3',
    ])
      expect(lines).toContain(line);
    expect((await served.ask('/healthz')).json).toMatchObject({
      ok: true,
      components: [{ component: 'jobs', state: 'degraded', ages: { select_market: 90 } }],
    });
  });
});
