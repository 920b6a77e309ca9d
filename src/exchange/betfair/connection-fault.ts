const CHECK = 'Check the network, and the BETFAIR_ addresses if any is set.';
const BROKE_OFF = 'broke the connection off before its answer was whole.';

/** What a network error says of a host, by its code (Node.js, "Common system errors" and "X509 certificate error codes"). */
const WORDS: Readonly<Record<string, (host: string, now: string) => string>> = {
  ECONNREFUSED: (host) => `${host} refuses the connection: nothing listens there. ${CHECK}`,
  ENOTFOUND: (host) => `The name of ${host} cannot be resolved. ${CHECK}`,
  EAI_AGAIN: (host) => `The name of ${host} cannot be resolved just now. ${CHECK}`,
  ETIMEDOUT: (host) => `${host} cannot be reached. ${CHECK}`,
  EHOSTUNREACH: (host) => `${host} cannot be reached. ${CHECK}`,
  ENETUNREACH: (host) => `${host} cannot be reached. ${CHECK}`,
  ECONNRESET: (host) => `${host} ${BROKE_OFF}`,
  EPIPE: (host) => `${host} ${BROKE_OFF}`,
  ERR_BAD_RESPONSE: (host) => `${host} ${BROKE_OFF}`,
  HELD_BACK: (host) =>
    `Nothing was sent to ${host}: another process has taken over what this one worked with.`,
  Z_BUF_ERROR: (host) => `${host} ${BROKE_OFF}`,
  Z_DATA_ERROR: (host) => `${host} sent a compressed answer that cannot be unpacked.`,
  CERT_NOT_YET_VALID: (host, now) =>
    `The certificate of ${host} is not valid yet by this computer's clock, which says ${now}: set the clock.`,
  CERT_HAS_EXPIRED: (host, now) =>
    `The certificate of ${host} has expired by this computer's clock, which says ${now}: check the clock first.`,
  ERR_TLS_CERT_ALTNAME_INVALID: (host) =>
    `The certificate shown by ${host} is for another host: something else answers in its place. ${CHECK}`,
};

const UNKNOWN_AUTHORITY = /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_UNTRUSTED|INVALID_CA/;
const CERTIFICATE_REFUSED = /ALERT_(.*_)?(CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/;

/** A network error in a sentence for people; `now` is an ISO time. */
export function describeConnectionFault(code: string, host: string, now: string): string {
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (words) return words(host, now);
  if (UNKNOWN_AUTHORITY.test(code)) {
    return `The certificate of ${host} is from no authority that this program knows: check BETFAIR_CA_FILE, or what stands between this computer and Betfair.`;
  }
  if (CERTIFICATE_REFUSED.test(code)) {
    return `${host} does not take this program's certificate (${code}): check BETFAIR_CERT_FILE, and that it is linked to the account.`;
  }
  if (/^(ERR_SSL|EPROTO)/.test(code)) return `${host} does not speak TLS as expected (${code}). ${CHECK}`;
  if (code.startsWith('HPE_')) return `${host} does not speak HTTP (${code}). ${CHECK}`;
  return `${host} could not be asked (${code}). ${CHECK}`;
}
