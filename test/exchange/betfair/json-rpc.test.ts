import { describe, expect, it } from 'vitest';
import { readReply } from '../../../src/exchange/betfair/json-rpc.ts';

const answer = (body: unknown, status = 200) => ({
  host: 'api.betfair.com',
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

const exception = (name: string, errorCode: string, errorDetails = '') => ({
  exceptionname: name,
  [name]: { requestUUID: 'u', errorCode, errorDetails },
});

describe('a reply', () => {
  it.each([[{ a: 1 }], [[]], [0], [''], [null]])('gives its result %j', (result) => {
    expect(readReply(answer({ jsonrpc: '2.0', result, id: 7 }), 7)).toEqual(result);
  });

  it.each([
    [
      {
        error: {
          code: -32_099,
          message: 'ANGX-0008',
          data: exception('APINGException', 'TOO_MANY_REQUESTS'),
        },
      },
    ],
    [
      {
        faultcode: 'Client',
        faultstring: 'ANGX-0008',
        detail: exception('APINGException', 'TOO_MANY_REQUESTS'),
      },
    ],
    [{ error: { code: -1, message: 'TOO_MANY_REQUESTS' } }],
  ])('is classified by its errorCode: %j', (body) => {
    expect(() => readReply(answer(body, 400), 1)).toThrow(
      expect.objectContaining({ errorCode: 'TOO_MANY_REQUESTS', message: 'TOO_MANY_REQUESTS.' }),
    );
  });

  it('says what a person can do, with the details that came along', () => {
    const error = {
      code: -32_099,
      message: 'AANGX-0004',
      data: exception('AccountAPINGException', 'INVALID_APP_KEY', 'unknown key.'),
    };
    expect(() => readReply(answer({ error }), 1)).toThrow(
      'Betfair does not know the application key: check BETFAIR_APP_KEY (INVALID_APP_KEY): unknown key.',
    );
  });

  it.each<[string, unknown, number]>([
    ['HTML', '<html>', 200],
    ['nothing', '', 200],
    ['no envelope', { hello: 1 }, 200],
    ['a list', [], 200],
    ['an error without words', { error: {} }, 200],
    ['another status', 'Forbidden', 403],
    ['a fault of the server, whatever it says', { result: 1, id: 1 }, 502],
    ['the answer to another call', { result: 1, id: 2 }, 200],
  ])('that is %s bears no code', (_what, body, status) => {
    expect(() => readReply(answer(body, status), 1)).toThrow(
      expect.objectContaining({
        errorCode: null,
        message: expect.stringMatching(/^api\.betfair\.com .*\.$/),
      }),
    );
  });
});
