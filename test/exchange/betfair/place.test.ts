import { describe, expect, it } from 'vitest';
import { pennies } from '../../../src/core/money.ts';
import { price } from '../../../src/core/odds.ts';
import { place, readPlacement } from '../../../src/exchange/betfair/place.ts';

const report = (instruction: object, change: object = {}) => ({
  customerRef: 'ref',
  status: 'SUCCESS',
  marketId: '1.1',
  instructionReports: [
    { status: 'SUCCESS', betId: '7', placedDate: '2026-03-01T12:00:00.000Z', ...instruction },
  ],
  ...change,
});
const failure = (errorCode: string | undefined, own?: string, more: object = {}) => ({
  customerRef: 'ref',
  status: 'FAILURE',
  errorCode,
  marketId: '1.1',
  instructionReports: own === undefined ? [] : [{ status: 'FAILURE', errorCode: own, ...more }],
});

describe('a placement is placed', () => {
  it('when something is matched, with float dust rounded off the size alone', () => {
    const matched = { sizeMatched: 3.4400000000000004, averagePriceMatched: 21.32267441860465 };
    expect(readPlacement(report({ ...matched, orderStatus: 'EXECUTION_COMPLETE' }), 'ref')).toEqual({
      kind: 'placed',
      betId: '7',
      matched: 344,
      priceMatched: 21.32267441860465,
    });
  });

  it('whatever Betfair adds to the answer one day', () => {
    const matched = { sizeMatched: 2, averagePriceMatched: 3.5, orderStatus: 'GLOWING', mood: 'good' };
    expect(readPlacement(report(matched, { moon: 'full' }), 'ref')).toMatchObject({ kind: 'placed' });
  });
});

describe('a placement is surely rejected', () => {
  it.each([
    ['EXPIRED', 'KILLED'],
    ['EXECUTION_COMPLETE', 'LAPSED'],
  ])('when nothing is matched and nothing remains (%s)', (orderStatus, code) => {
    const answer = report({ sizeMatched: 0, averagePriceMatched: 0, orderStatus });
    expect(readPlacement(answer, 'ref')).toEqual({ kind: 'rejected', code });
  });

  it.each([
    ['MARKET_SUSPENDED', 'ERROR_IN_ORDER', 'MARKET_SUSPENDED'],
    ['MARKET_NOT_OPEN_FOR_BETTING', undefined, 'MARKET_NOT_OPEN_FOR_BETTING'],
    ['INSUFFICIENT_FUNDS', 'INSUFFICIENT_FUNDS', 'INSUFFICIENT_FUNDS'],
    ['PERMISSION_DENIED', 'ERROR_IN_ORDER', 'PERMISSION_DENIED'],
    ['BET_ACTION_ERROR', 'INVALID_ODDS', 'INVALID_ODDS'],
    ['BET_ACTION_ERROR', 'INVALID_BET_SIZE', 'INVALID_BET_SIZE'],
    ['BET_ACTION_ERROR', 'INVALID_PROFIT_RATIO', 'INVALID_PROFIT_RATIO'],
    ['BET_ACTION_ERROR', 'MARKET_SUSPENDED', 'MARKET_SUSPENDED'],
  ])('by %s with %s', (errorCode, own, code) => {
    expect(readPlacement(failure(errorCode, own), 'ref')).toEqual({ kind: 'rejected', code });
  });

  it.each([
    'INVALID_SESSION_INFORMATION',
    'NO_SESSION',
    'TOO_MANY_REQUESTS',
    'INVALID_INPUT_DATA',
    'INVALID_APP_KEY',
    'ACCESS_DENIED',
    'DSC-0018',
  ])('by the API error %s', async (errorCode) => {
    const error = Object.assign(new Error('no'), { errorCode });
    expect(await place(() => Promise.reject(error), order, 'bot')).toEqual({
      kind: 'rejected',
      code: errorCode,
    });
  });
});

const order = {
  marketId: '1.1',
  marketVersion: 1,
  selectionId: 1,
  price: price(3.5),
  size: pennies(200),
  orderRef: 'ref',
  withinMs: 20_000,
};

describe('a placement is unknown', () => {
  it.each<[string, unknown]>([
    ['TIMEOUT', { ...report({ status: 'TIMEOUT' }), status: 'TIMEOUT' }],
    ['a report that succeeds with an instruction that timed out', report({ status: 'TIMEOUT' })],
    [
      'PROCESSED_WITH_ERRORS',
      report({}, { status: 'PROCESSED_WITH_ERRORS', errorCode: 'PROCESSED_WITH_ERRORS' }),
    ],
    ['an order that rests', report({ sizeMatched: 0, orderStatus: 'EXECUTABLE' })],
    ['an order that pends', report({ betId: undefined, orderStatus: 'PENDING' })],
    ['an order without a status', report({ sizeMatched: 0 })],
    ['an order without a matched size', report({ orderStatus: 'EXPIRED' })],
    ['a match without a price', report({ sizeMatched: 2, averagePriceMatched: 0 })],
    ['a match without a bet id', report({ sizeMatched: 2, averagePriceMatched: 3, betId: undefined })],
    ['DUPLICATE_TRANSACTION', failure('DUPLICATE_TRANSACTION', 'ERROR_IN_ORDER')],
    ['BET_IN_PROGRESS', failure('BET_ACTION_ERROR', 'BET_IN_PROGRESS')],
    ['ERROR_IN_MATCHER', failure('ERROR_IN_MATCHER', 'ERROR_IN_ORDER')],
    ['BET_TAKEN_OR_LAPSED', failure('BET_ACTION_ERROR', 'BET_TAKEN_OR_LAPSED')],
    ['SERVICE_UNAVAILABLE', failure('SERVICE_UNAVAILABLE', 'ERROR_IN_ORDER')],
    ['a code of tomorrow', failure('A_CODE_OF_TOMORROW', 'ERROR_IN_ORDER')],
    ['a bet action error that says no more', failure('BET_ACTION_ERROR')],
    ['a failure that says nothing', failure(undefined)],
    ['a refusal that another code contradicts', failure('MARKET_SUSPENDED', 'BET_IN_PROGRESS')],
    ['a refusal with a bet id', failure('MARKET_SUSPENDED', 'ERROR_IN_ORDER', { betId: '7' })],
    ['a refusal with a match', failure('MARKET_SUSPENDED', 'ERROR_IN_ORDER', { sizeMatched: 2 })],
    [
      'an answer to another request',
      report({ sizeMatched: 2, averagePriceMatched: 3 }, { customerRef: 'else' }),
    ],
    [
      'two reports for one order',
      { ...report({}), instructionReports: [{ status: 'SUCCESS' }, { status: 'SUCCESS' }] },
    ],
    ['text', '<html>Bad gateway</html>'],
    ['nothing', undefined],
    ['a status of another type', { status: 5 }],
  ])('after %s', (_what, answer) => {
    expect(readPlacement(answer, 'ref')).toMatchObject({ kind: 'unknown', why: expect.stringMatching(/./) });
  });

  it.each([
    'TIMEOUT_ERROR',
    'UNEXPECTED_ERROR',
    'SERVICE_BUSY',
    'DSC-0019',
    'TOO_MUCH_DATA',
    'A_CODE_OF_TOMORROW',
  ])('after the API error %s', async (errorCode) => {
    const error = Object.assign(new Error('no'), { errorCode });
    expect(await place(() => Promise.reject(error), order, 'bot')).toEqual({
      kind: 'unknown',
      why: errorCode,
    });
  });

  it('after a broken connection', async () => {
    const reset = () => Promise.reject(new Error('read ECONNRESET'));
    expect(await place(reset, order, 'bot')).toEqual({ kind: 'unknown', why: 'read ECONNRESET' });
  });
});
