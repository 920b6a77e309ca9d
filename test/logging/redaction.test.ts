import { AxiosError, AxiosHeaders } from 'axios';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainFacts } from '../../src/logging/plain-facts.ts';
import { createRedactor } from '../../src/logging/redactor.ts';

const SECRET = 'M@rked/"pass"+wörd&1';

describe('a text', () => {
  const redactor = createRedactor([SECRET]);
  const basic = (before: string) => Buffer.from(`${before}${SECRET}!`).toString('base64');

  it.each([
    ['as it is', `login with ${SECRET} failed`],
    ['escaped for JSON', JSON.stringify({ x: SECRET })],
    ['escaped twice', JSON.stringify({ body: JSON.stringify({ x: SECRET }) })],
    ['in a URL', `https://example.org/?q=${encodeURIComponent(SECRET)}`],
    [
      'in a form',
      `u=me&p=${new URLSearchParams({ p: SECRET }).get('p')}&q=${new URLSearchParams({ x: SECRET })}`,
    ],
    ['in lower-case octets', encodeURIComponent(SECRET).toLowerCase().replace('m%40rked', 'M%40rked')],
    ['in Base64', basic('')],
    ['in Base64 after one byte', basic('u')],
    ['in Base64 after two bytes', basic('us')],
    ['in Base64 for URLs', Buffer.from(SECRET).toString('base64url')],
    ['in hex', Buffer.from(SECRET).toString('hex')],
  ])('loses a secret %s', (_, text) => {
    const clean = redactor.text(text);
    expect(clean).toContain('[redacted]');
    expect(clean).not.toContain('rked');
    expect(clean).not.toContain(Buffer.from(SECRET).toString('base64').slice(4, 16));
  });

  it('loses a secret that was learned later', () => {
    const later = createRedactor();
    expect(later.text('session abcd1234')).toContain('abcd1234');
    later.add('abcd1234');
    expect(later.text('session abcd1234')).toBe('session [redacted]');
  });

  it('loses what stands behind a suspicious name, known or not', () => {
    const clean = createRedactor().text(
      'username=me&password=hunter22 {"sessionToken":"xyz=","loginStatus":"SUCCESS"} X-Authentication: qqq\nAuthorization: Bot zzz',
    );
    expect(clean).toContain('"loginStatus":"SUCCESS"');
    for (const secret of ['hunter22', 'xyz', 'qqq', 'zzz']) expect(clean).not.toContain(secret);
  });

  it('without secrets stays as it is', () => {
    const text = 'Bet won: Arsenal v Leeds, The Draw, 1.00 at 3.50 (cycle 1, leg 2)';
    expect(createRedactor(['', 'a']).text(text)).toBe(text);
  });

  it('never keeps a secret, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!'[redacted]'.includes(secret) && secret.trim().length >= 4);
        const hidden = createRedactor([secret]);
        const inJson = hidden.text(JSON.stringify({ a: before + secret + after }));
        expect(
          hidden
            .text(before + secret + after)
            .split('[redacted]')
            .join(''),
        ).not.toBe(before + secret + after);
        expect(inJson).toContain('[redacted]');
      }),
    );
  });
});

describe('facts', () => {
  const redactor = createRedactor([SECRET]);
  const show = (value: unknown) => JSON.stringify(plainFacts(value, redactor));

  it('lose secrets at any depth, as values and as names', () => {
    const shown = show({
      a: [{ b: new Map([[SECRET, new Set([SECRET])]]) }],
      [SECRET]: { url: new URL(`http://x/?p=${encodeURIComponent(SECRET)}`) },
    });
    expect(shown).not.toContain('rked');
    expect(shown.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it('lose whatever stands under a suspicious name, but tell a yes from a no', () => {
    const facts = {
      password: 'short',
      headers: { 'X-Application': 'k', authorization: ['a'] },
      token: null,
      hasToken: true,
    };
    expect(plainFacts(facts, createRedactor())).toEqual({
      password: '[redacted]',
      headers: { 'X-Application': '[redacted]', authorization: '[redacted]' },
      token: null,
      hasToken: true,
    });
  });

  it('lose secrets in errors: message, stack, cause, own fields', () => {
    const cause = new Error(`inner ${SECRET}`);
    const error = Object.assign(new Error(`outer ${SECRET}`, { cause }), { code: 'E_X', body: SECRET });
    const shown = show({ error, all: new AggregateError([cause], SECRET) });
    expect(shown).not.toContain('rked');
    expect(shown).toContain('"code":"E_X"');
    expect(shown).toContain('inner [redacted]');
  });

  it('lose secrets in the error of an HTTP client with its request, and keep what happened', () => {
    const headers = new AxiosHeaders({
      'X-Authentication': 'session-1',
      'X-Application': 'app-1',
      Accept: 'text/html',
    });
    const config = {
      url: '/certlogin',
      headers,
      data: `username=me&password=${encodeURIComponent(SECRET)}`,
      auth: { username: 'u', password: 'p1234' },
    };
    const response = { status: 400, statusText: 'Bad', headers: {}, config, data: `<p>${SECRET}</p>` };
    const shown = show(
      new AxiosError('refused', 'ERR_BAD_REQUEST', config, new (class Socket {})(), response),
    );
    expect(shown).toContain('"status":400');
    expect(shown).toContain('text/html');
    for (const secret of ['rked', 'session-1', 'app-1', 'p1234']) expect(shown).not.toContain(secret);
  });

  it('survive cycles, depth, getters that throw and values that JSON has no word for', () => {
    const loop: Record<string, unknown> = {
      big: 1n,
      fn: () => 1,
      at: new Date(0),
      bytes: Buffer.from(SECRET),
      bad: new Date(Number.NaN),
    };
    Object.assign(loop, { self: loop });
    Object.defineProperty(loop, 'get', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    let deep: unknown = SECRET;
    for (let i = 0; i < 50; i++) deep = { deep };
    const shown = show({
      loop,
      deep,
      long: Array.from({ length: 500 }, () => 'x'),
      text: 'y'.repeat(100_000),
    });
    expect(shown).toContain('"self":"[circular]"');
    expect(shown).toContain('"get":"[unreadable]"');
    expect(shown).toContain('[deeper]');
    expect(shown).toContain('[400 more]');
    expect(shown.length).toBeLessThan(12_000);
    expect(shown).not.toContain('rked');
  });
});
