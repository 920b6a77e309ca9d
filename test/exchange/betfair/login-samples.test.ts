import { describe, expect, it } from 'vitest';
import { readLoginAnswer, readSessionAnswer } from '../../../src/exchange/betfair/identity.ts';
import { readReply } from '../../../src/exchange/betfair/json-rpc.ts';
import { describeLoginStatus, mayTryLater } from '../../../src/exchange/betfair/login-status.ts';
import { hasRest, readRest } from '../shared-data.ts';

const answered = (file: string) => ({
  host: 'betfair',
  status: 200,
  text: hasRest ? JSON.stringify(readRest(file)) : '',
});

describe.skipIf(!hasRest)('a recorded login with a certificate', () => {
  it.each([
    ['errors/cert_login.json', 'xxxsessionTokenxxx='],
    ['replies/login_success.json', 'session_token'],
  ])('%s gives a session', (file, token) => {
    expect(readLoginAnswer(answered(file))).toEqual({ kind: 'session', token });
  });

  it('replies/login_fail.json needs a person', () => {
    const answer = readLoginAnswer(answered('replies/login_fail.json'));
    expect(answer).toEqual({ kind: 'refused', status: 'INVALID_USERNAME_OR_PASSWORD' });
    expect(mayTryLater('INVALID_USERNAME_OR_PASSWORD')).toBe(false);
    expect(describeLoginStatus('INVALID_USERNAME_OR_PASSWORD')).toMatch(
      /Username and password do not belong together/,
    );
  });

  it.each([
    'errors/login_success.json',
    'errors/login_failure.json',
    'replies/login_interactive_success.json',
    'replies/login_interactive_fail.json',
  ])('is told from the interactive one, %s', (file) => {
    expect(() => readLoginAnswer(answered(file))).toThrow(/not Betfair's/);
  });
});

describe.skipIf(!hasRest)('a recorded answer about a session', () => {
  it.each([
    ['replies/keep_alive_success.json', 'session_token'],
    ['replies/logout_success.json', 'session_token'],
    ['errors/login_success.json', 'SESSION_TOKEN'],
    ['replies/login_interactive_success.json', 'session_token'],
  ])('%s says that it is done, and the token', (file, token) => {
    expect(readSessionAnswer(answered(file))).toEqual({ kind: 'done', token });
  });

  it.each([
    ['replies/keep_alive_fail.json', 'INPUT_VALIDATION_ERROR'],
    ['replies/logout_fail.json', 'NO_SESSION'],
    ['errors/login_failure.json', 'INPUT_VALIDATION_ERROR'],
    ['replies/login_interactive_fail.json', 'INVALID_USERNAME_OR_PASSWORD'],
  ])('%s failed with %s', (file, error) => {
    expect(readSessionAnswer(answered(file))).toEqual({ kind: 'failed', error });
  });
});

describe.skipIf(!hasRest)('a recorded reply of the API', () => {
  it.each([
    ['errors/betting_jsonrpc_error_invalid_session_live.json', 1, 'INVALID_SESSION_INFORMATION'],
    ['errors/betting_jsonrpc_error_too_much_data_live.json', 3, 'TOO_MUCH_DATA'],
    ['errors/betting_jsonrpc_error_invalid_params_live.json', 2, 'DSC-0018'],
    ['errors/account_jsonrpc_error_invalid_input_live.json', 1, 'INVALID_INPUT_DATA'],
    ['errors/account_funds_error.json', 1, 'DSC-0018'],
  ])('%s answers call %i with the error %s', (file, id, errorCode) => {
    expect(() => readReply(answered(file), id)).toThrow(expect.objectContaining({ errorCode }));
  });

  it('replies/base_endpoint_success.json is its result, whatever that is', () => {
    expect(readReply(answered('replies/base_endpoint_success.json'), 1)).toBe('yellow bugs');
  });

  it('replies/base_endpoint_fail.json is an error without a code', () => {
    const act = () => readReply(answered('replies/base_endpoint_fail.json'), 1);
    expect(act).toThrow(expect.objectContaining({ errorCode: null }));
  });
});
