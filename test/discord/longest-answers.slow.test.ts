import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { readCommand } from '../../src/console/read-command.ts';
import type { Event, Fact } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { resultOf } from '../../src/core/settlement.ts';
import type { State } from '../../src/core/state.ts';
import { createButtonIds } from '../../src/discord/button-press.ts';
import { renderOutcome } from '../../src/discord/render/render-outcome.ts';
import type { MarketBook, MarketSummary } from '../../src/exchange/exchange.ts';
import type { Scan } from '../../src/markets/scan.ts';
import { runCommand } from '../../src/run-command.ts';
import { appWith, COMMANDS } from '../commands/bench-app.ts';
import { at, numbered, placed, started } from '../core/given.ts';
import { findFaults } from '../discord-standin/conformance.ts';
import { loadSpecification } from '../discord-standin/specification.ts';

const BETS = 10_000;
/** As long as a name may be, and full of what Discord reads as markup. */
const LONGEST = `${'*_~`|<@&1>'.repeat(25)}{end}`;
const NAMES = { event: LONGEST, selection: LONGEST, competition: LONGEST, reason: LONGEST };
const REF = 'r'.repeat(26);

function manyBets(): { readonly state: State; readonly events: readonly Event[] } {
  let state = initialState;
  const events: Event[] = [];
  const append = (...facts: Fact[]) => {
    for (const event of numbered(state, facts, at(state.seq))) {
      events.push(event);
      state = evolve(state, event);
    }
  };
  append(started());
  for (let n = 0; n < BETS; n++) {
    const orderRef = `${REF}${n}`;
    append(placed(orderRef, 100, NAMES));
    if (n === BETS - 1) break;
    const won = n % 3 === 0;
    const result = resultOf(won ? 'won' : 'lost', pennies(won ? 250 : -100), pennies(won ? 13 : 0));
    append({
      type: won ? 'BET_WON' : 'BET_LOST',
      data: {
        ...result,
        outcome: won ? 'won' : 'lost',
        ...{ orderRef, betId: `bet-${orderRef}`, source: 'market_book' },
        ...{ potBefore: pennies(100), potAfter: pennies(won ? 337 : 0) },
      },
    });
  }
  append({
    type: 'BETTING_PAUSED',
    data: { by: 'person', why: LONGEST, until: null },
  });
  return { state, events };
}

const BOOK: MarketBook = {
  ...{ marketId: '1.1', status: 'OPEN', inPlay: false, betDelay: 0, version: 1, delayed: true },
  ...{ numberOfWinners: 1, totalMatched: pennies(100_000_000) },
  runners: Array.from({ length: 300 }, (_, n) => ({
    selectionId: n,
    status: 'ACTIVE' as const,
    lastPriceTraded: price(3.5),
    back: [{ price: price(3.5), size: pennies(100) }],
    lay: [],
  })),
};

const MARKET: MarketSummary = {
  ...{ marketId: '1.1', marketName: LONGEST, event: LONGEST, competition: LONGEST, startTime: at() },
  ...{ baseRate: 0.05, discountAllowed: true },
  runners: BOOK.runners.map(({ selectionId }) => ({ selectionId, name: LONGEST, sortPriority: selectionId })),
};

const LEFT = { event: LONGEST, selection: LONGEST, filter: 'not skipped', why: LONGEST };
const SCAN: Scan = {
  at: at(),
  ...{ markets: 200, delayed: true, reason: LONGEST, nearestMiss: LEFT },
  steps: Array.from({ length: 12 }, (_, n) => ({ filter: `filter ${n}`, entered: 200, left: 100 })),
  skipped: Array.from({ length: 200 }, () => LEFT),
  candidates: Array.from({ length: 200 }, (_, n) => ({
    ...NAMES,
    ...{ marketId: `1.${n}`, marketVersion: 1, selectionId: n, startTime: at() },
    ...{ inPlay: false, status: 'OPEN', delayed: true, betDelay: 0, price: price(3.5) },
    ...{
      size: pennies(100),
      totalMatched: pennies(100),
      overround: 0.02,
      commissionRate: 0.05,
      spreadTicks: 3,
    },
  })),
};

const lines = (count: number) => Array.from({ length: count }, () => LONGEST);

function longest(state: State, events: readonly Event[]): App {
  return appWith(state, {
    events: async function* (after = 0) {
      yield* events.slice(after);
    },
    ...{ lastScan: () => SCAN, scan: async () => SCAN },
    books: async () => [BOOK],
    market: async () => MARKET,
    funds: async () => ({ available: pennies(100), exposure: pennies(0), currency: 'GBP', discountRate: 0 }),
    betting: () => ({ on: false, why: LONGEST }),
    verify: async () => ({ exitCode: 4, out: lines(300), err: lines(300) }),
    backUp: async () => ({ refused: 'no-backup', message: LONGEST }),
    anchors: async () => ({ kind: 'unread', why: LONGEST }),
    health: () => lines(30).map((why) => ({ component: LONGEST, state: 'failed', why: [why] })),
    logs: async () => lines(50).map((text) => ({ at: at(), level: 'info', text })),
    configuration: () =>
      Object.fromEntries(
        Array.from({ length: 80 }, (_, n) => [`key.${n}`, { value: LONGEST, origin: 'file' }]),
      ),
  });
}

const specification = loadSpecification(
  resolve(process.env['SHARED_DIR'] ?? '../shared', 'data/discord/discord-openapi-subset.json'),
);

describe(`with the longest names and ${BETS} bets`, () => {
  let app: App;
  beforeAll(() => {
    const { state, events } = manyBets();
    app = longest(state, events);
  });

  const calls = COMMANDS.flatMap(({ name, examples }) => examples.map((example) => [name, example] as const));

  it.each(calls)('%s answers `%s` within the limits of Discord', async (name, example) => {
    const read = readCommand(example, COMMANDS);
    if (read.kind !== 'call') throw new Error(`${example}: ${read.kind}`);
    const options = read.options as Readonly<Record<string, string>>;
    const caller = { actor: 'discord:1575235216534929412' as const, role: 'owner' as const };
    const outcome = await runCommand(COMMANDS, app, { name, options, caller, id: example });
    const asked = { user: '1575235216534929412', command: name, options };
    const { embeds, components, files } = renderOutcome(outcome, asked, createButtonIds());
    const attachments = files.map((file, id) => ({
      id: String(id),
      filename: file.name,
      description: file.description,
    }));
    const sent = files.map(({ name: filename, bytes }, id) => ({
      ...{ key: String(id), name: filename, type: '' },
      bytes: Buffer.from(bytes),
    }));
    const body = { embeds, components, attachments };
    expect(findFaults(specification, 'POST /channels/{channel_id}/messages', body, sent)).toEqual([]);
  });
});
