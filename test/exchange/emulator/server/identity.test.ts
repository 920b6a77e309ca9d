import https from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasRest, readRest } from '../../shared-data.ts';
import { MARKET } from '../world.ts';
import {
  agentWith,
  certlogin,
  form,
  headersWith,
  json,
  login,
  rpc,
  send,
  startWire,
  steer,
  type Wire,
} from './wire.ts';

const HOUR = 3_600_000;

let wire: Wire;
beforeAll(async () => {
  wire = await startWire({ [MARKET]: [] });
});
afterAll(() => wire.close());
beforeEach(() => steer(wire, 'POST', '/login', { loginStatus: 'SUCCESS' }));

const identity = async (operation: string, headers: Record<string, string>, method = 'POST') =>
  json(await send(wire.agent, `${wire.env.BETFAIR_IDENTITY_URL}/${operation}`, { method, headers }));

const isLetIn = async (token: string): Promise<boolean> => {
  const answer = json(await rpc(wire, headersWith(wire, token), 'getAccountFunds', {}));
  return typeof answer === 'object' && answer !== null && 'result' in answer;
};

describe('certlogin', () => {
  it('gives a token that the API lets in', async () => {
    const heard = await certlogin(wire);
    expect(heard.status).toBe(200);
    expect(heard.headers['content-type']).toBe('application/json');
    expect(json(heard)).toEqual({ sessionToken: expect.any(String), loginStatus: 'SUCCESS' });
    expect(await isLetIn(await login(wire))).toBe(true);
  });

  it.each([
    ['none', (of: Wire) => agentWith(of.files.authority)],
    ['one out of date', (of: Wire) => agentWith(of.files.authority, of.files.expired, of.files.clientKey)],
    ['a stranger’s', (of: Wire) => agentWith(of.files.authority, of.files.stranger, of.files.strangerKey)],
  ])('asks for a certificate where it is shown %s', async (_what, agentOf) => {
    const agent = agentOf(wire);
    expect(json(await certlogin(wire, { agent }))).toEqual({ loginStatus: 'CERT_AUTH_REQUIRED' });
    agent.destroy();
  });

  it('knows the certificate again where TLS resumes a session on a new connection', async () => {
    const agent = new https.Agent({ ...wire.agent.options, keepAlive: false, maxCachedSessions: 10 });
    for (let time = 0; time < 3; time++)
      expect(json(await certlogin(wire, { agent }))).toMatchObject({ loginStatus: 'SUCCESS' });
  });

  it('makes a key that does not fit its certificate useless before anything is sent', async () => {
    const agent = agentWith(wire.files.authority, wire.files.client, wire.files.strangerKey);
    await expect(async () => certlogin(wire, { agent })).rejects.toThrow(/key values mismatch/i);
  });

  it('is trusted by nobody who does not have its authority', async () => {
    await expect(certlogin(wire, { agent: new https.Agent() })).rejects.toThrow(
      /unable to verify|self.signed/,
    );
  });

  it('refuses a wrong password, and locks the account after five', async () => {
    const wrong = async () => json(await certlogin(wire, { password: 'guess' }));
    for (let time = 0; time < 4; time++) {
      expect(await wrong()).toEqual({ loginStatus: 'INVALID_USERNAME_OR_PASSWORD' });
    }
    expect(await wrong()).toEqual({ loginStatus: 'ACCOUNT_NOW_LOCKED' });
    expect(json(await certlogin(wire))).toEqual({ loginStatus: 'ACCOUNT_ALREADY_LOCKED' });
    await steer(wire, 'POST', '/login', { loginStatus: 'SUCCESS' });
    expect(json(await certlogin(wire))).toMatchObject({ loginStatus: 'SUCCESS' });
  });

  it('counts a right password as the end of guessing', async () => {
    for (const password of ['a', 'b', 'c', 'd', wire.env.BETFAIR_PASSWORD, 'e'])
      await certlogin(wire, { password });
    expect(json(await certlogin(wire))).toMatchObject({ loginStatus: 'SUCCESS' });
  });

  it('says what it is told to of the account, to the right password only', async () => {
    await steer(wire, 'POST', '/login', { loginStatus: 'KYC_SUSPEND' });
    expect(json(await certlogin(wire))).toEqual({ loginStatus: 'KYC_SUSPEND' });
    expect(json(await certlogin(wire, { password: 'no' }))).toEqual({
      loginStatus: 'INVALID_USERNAME_OR_PASSWORD',
    });
  });

  it('refuses a form without a user', async () => {
    const url = `${wire.env.BETFAIR_CERT_LOGIN_URL}/certlogin`;
    const heard = await send(wire.agent, url, { headers: form, body: '' });
    expect(json(heard)).toEqual({ loginStatus: 'INVALID_USERNAME_OR_PASSWORD' });
  });

  it('bans new logins for twenty minutes after a hundred in one, and lets old sessions live', async () => {
    const own = await startWire({ [MARKET]: [] });
    const { clock } = own.world;
    const first = await login(own);
    for (let time = 0; time < 99; time++) await login(own);
    const banned = { loginStatus: 'TEMPORARY_BAN_TOO_MANY_REQUESTS' };
    expect(json(await certlogin(own))).toEqual(banned);
    await clock.advance(20 * 60_000 - 1);
    expect(json(await certlogin(own))).toEqual(banned);
    expect(json(await rpc(own, headersWith(own, first), 'getAccountFunds', {}))).toHaveProperty('result');
    await clock.advance(1);
    expect(json(await certlogin(own))).toMatchObject({ loginStatus: 'SUCCESS' });
    await own.close();
  });
});

describe('sessions', () => {
  it('die twelve hours after the login, whatever they are used for', async () => {
    const token = await login(wire);
    await wire.world.clock.advance(12 * HOUR - 1);
    expect(await isLetIn(token)).toBe(true);
    await wire.world.clock.advance(1);
    expect(await isLetIn(token)).toBe(false);
  });

  it('are prolonged by keepAlive, asked by POST or GET', async () => {
    const token = await login(wire);
    const headers = { 'X-Authentication': token, 'X-Application': 'key' };
    for (const method of ['POST', 'GET']) {
      await wire.world.clock.advance(11 * HOUR);
      expect(await identity('keepAlive', headers, method)).toEqual({
        token,
        product: 'key',
        status: 'SUCCESS',
        error: '',
      });
    }
    expect(await isLetIn(token)).toBe(true);
  });

  it('end with logout', async () => {
    const token = await login(wire);
    const headers = { 'X-Authentication': token };
    expect(await identity('logout', headers)).toEqual({ token, product: '', status: 'SUCCESS', error: '' });
    expect(await isLetIn(token)).toBe(false);
    expect(await identity('logout', headers)).toMatchObject({ status: 'FAIL', error: 'NO_SESSION' });
    expect(await identity('keepAlive', headers)).toMatchObject({ status: 'FAIL', error: 'NO_SESSION' });
  });

  it('need a token to be kept alive', async () => {
    expect(await identity('keepAlive', { 'X-Application': 'key' })).toEqual({
      token: '',
      product: 'key',
      status: 'FAIL',
      error: 'INPUT_VALIDATION_ERROR',
    });
  });

  it('live as long as the server is told', async () => {
    const own = await startWire({ [MARKET]: [] }, { sessionLife: 1_000 });
    const headers = headersWith(own, await login(own));
    await own.world.clock.advance(1_000);
    expect(json(await rpc(own, headers, 'getAccountFunds', {}))).toMatchObject({
      error: { data: { AccountAPINGException: { errorCode: 'INVALID_SESSION_INFORMATION' } } },
    });
    await own.close();
  });
});

describe.skipIf(!hasRest)('the replies have the form of recorded ones', () => {
  const keysOf = (reply: unknown) => Object.keys(Object(reply)).sort();

  it('of logins', async () => {
    expect(keysOf(json(await certlogin(wire)))).toEqual(keysOf(readRest('replies/login_success.json')));
    expect(json(await certlogin(wire, { password: 'no' }))).toEqual(readRest('replies/login_fail.json'));
  });

  it('of keepAlive and logout', async () => {
    const token = await login(wire);
    const headers = { 'X-Authentication': token, 'X-Application': 'app_key' };
    const as = (reply: unknown) => ({ ...Object(reply), token });
    expect(await identity('keepAlive', headers)).toEqual(as(readRest('replies/keep_alive_success.json')));
    expect(await identity('logout', headers)).toEqual(as(readRest('replies/logout_success.json')));
    expect(await identity('logout', headers)).toEqual(as(readRest('replies/logout_fail.json')));
    expect(await identity('keepAlive', { 'X-Application': 'app_key' })).toEqual(
      readRest('replies/keep_alive_fail.json'),
    );
  });
});
