/** Why no session may begin, in Betfair's words (Non-Interactive login, "loginStatus"). */
export const LOGIN_STATUSES = [
  'SUCCESS',
  'ACCOUNT_ALREADY_LOCKED',
  'ACCOUNT_NOW_LOCKED',
  'ACCOUNT_PENDING_PASSWORD_CHANGE',
  'BETTING_RESTRICTED_LOCATION',
  'CHANGE_PASSWORD_REQUIRED',
  'CLOSED',
  'DANISH_AUTHORIZATION_REQUIRED',
  'INTERNATIONAL_TERMS_ACCEPTANCE_REQUIRED',
  'KYC_SUSPEND',
  'PENDING_AUTH',
  'PERSONAL_MESSAGE_REQUIRED',
  'SECURITY_RESTRICTED_LOCATION',
  'SELF_EXCLUDED',
  'SUSPENDED',
] as const;

type LoginStatus = (typeof LOGIN_STATUSES)[number];

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Who may log in: it locks itself against one who keeps guessing. */
export interface AccountHolder {
  /** SUCCESS, or why not; wrong passwords are counted. */
  check(username: string | null, password: string | null): LoginStatus | 'INVALID_USERNAME_OR_PASSWORD';
  /** What a right password is answered with from now on; SUCCESS also unlocks. */
  setStatus(status: LoginStatus): void;
}

/** Betfair does not tell how many wrong passwords it takes; it is few. */
const LOCKED_AFTER = 5;

export function createAccountHolder(credentials: Credentials): AccountHolder {
  let status: LoginStatus = 'SUCCESS';
  let wrong = 0;
  return {
    check(username, password) {
      if (username !== credentials.username || password === null) return 'INVALID_USERNAME_OR_PASSWORD';
      if (status === 'ACCOUNT_ALREADY_LOCKED') return status;
      if (password === credentials.password) {
        wrong = 0;
        return status;
      }
      wrong += 1;
      if (wrong < LOCKED_AFTER) return 'INVALID_USERNAME_OR_PASSWORD';
      status = 'ACCOUNT_ALREADY_LOCKED';
      return 'ACCOUNT_NOW_LOCKED';
    },
    setStatus(next) {
      status = next;
      wrong = 0;
    },
  };
}
