import { expect, it } from 'vitest';
import { describeConnectionFault } from '../../../src/exchange/betfair/connection-fault.ts';

const said = (code: string) => describeConnectionFault(code, 'api.betfair.com', '2026-03-01T12:00:00.000Z');

it.each([
  ['ENOTFOUND', /name of api\.betfair\.com cannot be resolved\./],
  ['EAI_AGAIN', /cannot be resolved just now/],
  ['ECONNREFUSED', /refuses the connection/],
  ['ECONNRESET', /broke the connection off/],
  ['ERR_BAD_RESPONSE', /broke the connection off/],
  ['EHOSTUNREACH', /cannot be reached/],
  ['ETIMEDOUT', /cannot be reached/],
  ['Z_DATA_ERROR', /cannot be unpacked/],
  ['CERT_NOT_YET_VALID', /not valid yet by this computer's clock, which says 2026-03-01T12:00:00\.000Z: set/],
  ['CERT_HAS_EXPIRED', /has expired by this computer's clock, which says 2026-03-01T12:00:00\.000Z: check/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /for another host/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /no authority that this program knows/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /no authority that this program knows/],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /does not take this program's certificate/],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', /does not take this program's certificate/],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', /does not take this program's certificate/],
  ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak TLS/],
  ['HPE_INVALID_CONSTANT', /does not speak HTTP/],
  ['E_STRANGE', /could not be asked \(E_STRANGE\)/],
  ['constructor', /could not be asked \(constructor\)/],
])('%s is said in a sentence', (code, words) => {
  expect(said(code)).toMatch(words);
  expect(said(code)).toMatch(/^(The |api\.betfair\.com ).*\.$/);
});
