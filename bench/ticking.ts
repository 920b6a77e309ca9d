import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Mutex } from 'async-mutex';
import { z } from 'zod';
import {
  type Analysis,
  analyseMarkets,
  type MarketSelection,
  scanBooks,
  windowAt,
} from '../src/betting/analyse-markets.ts';
import { systemClock } from '../src/clock.ts';
import { initialState } from '../src/core/initial-state.ts';
import { pennies } from '../src/core/money.ts';
import { createBetfairExchange } from '../src/exchange/betfair/betfair-exchange.ts';
import type { Call } from '../src/exchange/betfair/call.ts';
import { connectBetfair } from '../src/exchange/betfair/connect-betfair.ts';
import { median } from './measure.ts';

const CHILD = fileURLToPath(new URL('./exchange-child.ts', import.meta.url));
const MARKETS = 1_000;
/** What the weights allow: a call lists all without their descriptions, one describes the pick, and one reads 40 books. */
const LEAST = { listMarketCatalogue: 2, listMarketBook: MARKETS / 40 };

const SELECTION: MarketSelection = {
  ...{ sportId: '1', marketType: 'MATCH_ODDS', maxMarkets: MARKETS, hoursAhead: 24, includeInPlay: false },
  ...{ minTotalMatched: pennies(1), maxSpreadTicks: 10, maxOverround: 0.1, liquidityFactor: 1.1 },
  stakeRule: { minStake: pennies(100), minPayout: pennies(1_000) },
};

const STATE = { ...initialState, ledger: { ...initialState.ledger, pot: pennies(1_000) } };

export interface TickResult {
  readonly markets: number;
  readonly candidates: number;
  /** Of one tick, as the exchange counted them, and the fewest that the weights of what is asked allow. */
  readonly calls: Readonly<Record<string, number>>;
  readonly least: Readonly<Record<string, number>>;
  /** Medians over the ticks: the whole of it, and of one whose calls wait for each other. */
  readonly ms: number;
  readonly oneByOneMs: number;
  /** Of a tick against one whose calls wait for each other. */
  readonly ratio: number;
  /** Medians of this process's own time: a whole tick, and the decision once the answers are read. */
  readonly tickCpuMs: number;
  readonly decisionCpuMs: number;
}

/** Looks for a market among 1,000 at an exchange over HTTPS in a process of its own. */
export async function benchTicks(ticks: number): Promise<TickResult> {
  const child = fork(CHILD, [String(MARKETS)], { execArgv: ['--import', 'tsx'] });
  const { call, logout } = connectBetfair({
    access: accessSchema.parse(await heard(child)),
    clock: systemClock,
    logger: silent,
    onSessionToken: () => {},
    mayAct: () => false,
  });
  try {
    const turn = new Mutex();
    const tick = lookOver(call);
    const tickInTurn = lookOver((...asked) => turn.runExclusive(() => call(...asked)));
    await tick();
    await asked(child);
    await tick();
    const { getAccountFunds: _, ...calls } = await asked(child);
    const ways = { together: [] as Cost[], inTurn: [] as Cost[], decision: [] as Cost[] };
    let analysis = await tick();
    for (let round = 0; round < ticks; round += 1) {
      ways.together.push(
        await costOf(async () => {
          analysis = await tick();
        }),
      );
      ways.inTurn.push(await costOf(tickInTurn));
      ways.decision.push(await costOf(async () => decide(analysis)));
    }
    const [ms, oneByOneMs] = [medianOf(ways.together, 'ms'), medianOf(ways.inTurn, 'ms')];
    return {
      markets: analysis.scan.markets,
      candidates: analysis.scan.candidates.length,
      calls,
      least: LEAST,
      ...{ ms, oneByOneMs, ratio: ms / oneByOneMs },
      tickCpuMs: medianOf(ways.together, 'cpuMs'),
      decisionCpuMs: medianOf(ways.decision, 'cpuMs'),
    };
  } finally {
    await logout();
    child.disconnect();
    await once(child, 'exit');
  }
}

const path = z.string();

const accessSchema = z
  .object({
    ...{ BETFAIR_APP_KEY: path, BETFAIR_USERNAME: path, BETFAIR_PASSWORD: path, BETFAIR_CERT_FILE: path },
    ...{ BETFAIR_KEY_FILE: path, BETFAIR_CA_FILE: path, BETFAIR_API_URL: path },
    ...{ BETFAIR_CERT_LOGIN_URL: path, BETFAIR_IDENTITY_URL: path },
  })
  .transform((env) => ({
    ...{ appKey: env.BETFAIR_APP_KEY, username: env.BETFAIR_USERNAME, password: env.BETFAIR_PASSWORD },
    ...{ certFile: env.BETFAIR_CERT_FILE, keyFile: env.BETFAIR_KEY_FILE, caFile: env.BETFAIR_CA_FILE },
    ...{ apiUrl: env.BETFAIR_API_URL, certLoginUrl: env.BETFAIR_CERT_LOGIN_URL },
    identityUrl: env.BETFAIR_IDENTITY_URL,
  }));

const silent = { debug() {}, info() {}, warn() {}, error() {} };

async function heard(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, 'message');
  return message;
}

/** What was asked of the exchange since it was last asked for that. */
async function asked(child: ChildProcess): Promise<Readonly<Record<string, number>>> {
  child.send('asked');
  return z.record(z.string(), z.number()).parse(await heard(child));
}

function lookOver(call: Call): () => Promise<Analysis> {
  const exchange = createBetfairExchange({ call, strategyRef: 'rollover' });
  return () => analyseMarkets(exchange, SELECTION, systemClock, STATE);
}

/** As a tick does it: once with the rates that are not known yet, and once more with that of the pick. */
function decide({ asked: began, catalogue: markets, books, funds }: Analysis): void {
  const window = windowAt(SELECTION, Date.parse(began));
  for (let scans = 0; scans < 2; scans += 1)
    scanBooks({ at: began, window, markets, books, funds }, SELECTION, STATE);
}

interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [began, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { ms: performance.now() - began, cpuMs: (user + system) / 1_000 };
}

const medianOf = (costs: readonly Cost[], name: keyof Cost): number =>
  median(costs.map((cost) => cost[name]));
