const ON_THE_SITE = "Log in on Betfair's website and do what it asks for, then start the bot again.";
const ASK_BETFAIR = 'Ask Betfair about it; start the bot again when it is settled.';
const CHECK_CERTIFICATE =
  'Check BETFAIR_CERT_FILE, and that this certificate is linked to the account, then start the bot again.';
const TERMS = `Terms are to be accepted first. ${ON_THE_SITE}`;

/** Source: Betfair API reference guide and "Non-Interactive login", loginStatus values. */
const SENTENCES: Readonly<Record<string, string>> = {
  INVALID_USERNAME_OR_PASSWORD:
    'Username and password do not belong together: check BETFAIR_USERNAME and BETFAIR_PASSWORD, then start the bot again. It does not try again by itself, since that would lock the account.',
  CERT_AUTH_REQUIRED: `Betfair saw no certificate that it knows. ${CHECK_CERTIFICATE}`,
  ACCOUNT_NOW_LOCKED: `The account has just been locked. ${ON_THE_SITE}`,
  ACCOUNT_ALREADY_LOCKED: `The account is locked. ${ON_THE_SITE}`,
  SUSPENDED: `The account is suspended. ${ASK_BETFAIR}`,
  CLOSED: `The account is closed. ${ASK_BETFAIR}`,
  SELF_EXCLUDED: 'The account has excluded itself from betting, and the bot leaves it at that.',
  KYC_SUSPEND: `The account is suspended until its holder has proved who he is. ${ON_THE_SITE}`,
  PENDING_AUTH: `The account waits for its authorisation. ${ON_THE_SITE}`,
  BETTING_RESTRICTED_LOCATION:
    'Betfair takes no bets from the place where this computer is; run the bot where it does.',
  SECURITY_RESTRICTED_LOCATION: `Betfair restricts logins from the place where this computer is. ${ASK_BETFAIR}`,
  CHANGE_PASSWORD_REQUIRED: `The password must be changed. ${ON_THE_SITE}`,
  ACCOUNT_PENDING_PASSWORD_CHANGE: `The password must be changed. ${ON_THE_SITE}`,
  PERSONAL_MESSAGE_REQUIRED: `Betfair has a message that must be read first. ${ON_THE_SITE}`,
  DANISH_AUTHORIZATION_REQUIRED: `The account waits for its Danish authorisation. ${ON_THE_SITE}`,
  TEMPORARY_BAN_TOO_MANY_REQUESTS:
    'There were too many logins, so that Betfair takes none for 20 minutes; the bot tries again then.',
};

const BAN = 'TEMPORARY_BAN_TOO_MANY_REQUESTS';

/** Why Betfair let nobody in, and what a person can do. */
export function describeLoginStatus(status: string): string {
  return `Betfair refuses the login (${status}). ${sentenceOn(status) ?? STRANGE}`;
}

const STRANGE =
  "This program does not know that answer: look at the account on Betfair's website. The bot tries again in 20 minutes.";

/** There is a status for the terms of each country. */
function sentenceOn(status: string): string | undefined {
  if (status.endsWith('_TERMS_ACCEPTANCE_REQUIRED')) return TERMS;
  return Object.hasOwn(SENTENCES, status) ? SENTENCES[status] : undefined;
}

/**
 * Whether a login may be tried again by the program, 20 minutes later: after the ban for too many of them, and
 * after an answer that is not known. All others need a person, and accounts that keep trying get locked.
 */
export const mayTryLater = (status: string): boolean => status === BAN || sentenceOn(status) === undefined;
