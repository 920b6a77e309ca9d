import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readReply } from '../../../src/exchange/betfair/json-rpc.ts';
import { readPlacement } from '../../../src/exchange/betfair/place.ts';
import { parseStreamMessage } from '../../../src/recordings/stream-message.ts';
import { hasRest, readRest, restResult } from '../shared-data.ts';

const resultOf = (file: string) => {
  const text = JSON.stringify(readRest(file));
  return readReply({ host: 'betfair', status: 200, text }, 1);
};

const counted = z.array(z.looseObject({ marketCount: z.number() }));

describe.skipIf(!hasRest)('a recorded reply to a question that the bot does not ask', () => {
  it.each<[string, number, number, object]>([
    ['replies/list_competitions.json', 22, 169, { competition: { id: '101', name: 'Premier Division' } }],
    ['replies/list_countries.json', 4, 481, { countryCode: 'GB' }],
    ['replies/list_event_types.json', 2, 16_188, { eventType: { id: '1', name: 'Soccer' } }],
    ['replies/list_events.json', 7, 94, { event: { id: '27867922', openDate: '2016-07-29T12:50:00.000Z' } }],
    ['replies/list_market_types.json', 25, 121, { marketType: 'WINNER' }],
    ['replies/list_time_ranges.json', 30, 251, { timeRange: { from: '2005-03-07T00:00:00.000Z' } }],
    ['replies/list_venues.json', 30, 471, { venue: 'Kinsley' }],
  ])('%s lists %i, with %i markets in all', (file, rows, markets, first) => {
    const list = counted.parse(resultOf(file));
    expect(list).toHaveLength(rows);
    expect(list.reduce((sum, { marketCount }) => sum + marketCount, 0)).toBe(markets);
    expect(list[0]).toMatchObject(first);
  });

  it('replies/list_market_profit_and_loss.json gives what each runner would bring', () => {
    expect(resultOf('replies/list_market_profit_and_loss.json')).toMatchObject([
      {
        marketId: '1.125877820',
        profitAndLosses: expect.arrayContaining([{ selectionId: 10452285, ifWin: -0.4 }]),
      },
    ]);
  });

  it('errors/navigation_list_navigation.json is a tree, and no reply of the API', () => {
    const root = readRest('errors/navigation_list_navigation.json');
    expect(root).toMatchObject({ type: 'GROUP', name: 'ROOT', children: expect.any(Array) });
    expect(() => resultOf('errors/navigation_list_navigation.json')).toThrow(/not Betfair's/);
  });
});

const replaceReport = z.object({
  status: z.string(),
  instructionReports: z.tuple([
    z.object({
      cancelInstructionReport: z.object({ status: z.string(), sizeCancelled: z.number() }),
      placeInstructionReport: z.looseObject({ status: z.string() }),
    }),
  ]),
});

describe.skipIf(!hasRest)('a recorded replacement cancels, and places anew:', () => {
  it.each<[string, number, object]>([
    [
      'errors/betting_replace_orders_success.json',
      5,
      { kind: 'unknown', why: 'taken as EXECUTABLE, bet 240808766933' },
    ],
    [
      'replies/replace_orders.json',
      2,
      { kind: 'unknown', why: 'taken as an order of no status, bet 71968276067' },
    ],
    [
      'errors/betting_replace_orders_cancelled_not_placed_live.json',
      5,
      { kind: 'rejected', code: 'INVALID_ODDS' },
    ],
  ])('%s cancelled %d', (file, sizeCancelled, outcome) => {
    const { status, instructionReports } = replaceReport.parse(restResult(file));
    const [{ cancelInstructionReport, placeInstructionReport }] = instructionReports;
    expect(cancelInstructionReport).toMatchObject({ status: 'SUCCESS', sizeCancelled });
    const errorCode = status === 'FAILURE' ? 'BET_ACTION_ERROR' : null;
    const placed = { status, errorCode, instructionReports: [placeInstructionReport] };
    expect(readPlacement(placed, 'any')).toEqual(outcome);
  });

  it('errors/betting_replace_orders_success_multi.json is a message of the order stream, and says nothing', () => {
    const file = 'errors/betting_replace_orders_success_multi.json';
    expect(parseStreamMessage(JSON.stringify(restResult(file)))).toBe('other');
    expect(readPlacement(restResult(file), 'any')).toMatchObject({ kind: 'unknown' });
  });

  it('replies/update_orders.json changes how an order persists', () => {
    expect(restResult('replies/update_orders.json')).toMatchObject({
      status: 'SUCCESS',
      instructionReports: [{ instruction: { betId: '71967402919', newPersistenceType: 'PERSIST' } }],
    });
  });
});

const inMessage = (marketDefinition: unknown) =>
  JSON.stringify({ op: 'mcm', pt: 1, mc: [{ id: '1.1', marketDefinition }] });

describe.skipIf(!hasRest)('a recorded market definition', () => {
  it.each<[string, string, Record<string, number>]>([
    ['errors/market_definition_open.json', 'OPEN', { ACTIVE: 17 }],
    ['errors/market_definition_closed.json', 'CLOSED', { REMOVED: 3, WINNER: 3, LOSER: 11 }],
    ['errors/market_definition_runner_removed.json', 'OPEN', { ACTIVE: 3 }],
  ])('%s is of a market that is %s', (file, status, statuses) => {
    const whole = readRest(file);
    const bare = z.object({ bettingType: z.string() }).safeParse(whole).success;
    const message = parseStreamMessage(bare ? inMessage(whole) : JSON.stringify(whole));
    const definition = typeof message === 'object' && 'mc' in message && message.mc?.[0]?.marketDefinition;
    if (!definition) throw new Error(`no definition in ${JSON.stringify(message).slice(0, 200)}`);
    const found = definition.runners.map((runner) => runner.status).sort();
    expect(definition.status).toBe(status);
    const expected = Object.entries(statuses).flatMap(([name, count]) => Array<string>(count).fill(name));
    expect(found).toEqual(expected.sort());
  });
});
