/** A question about one variable or key; `optional`: no answer is one. */
interface Question {
  readonly name: string;
  readonly message: string;
  readonly secret?: true;
  readonly optional?: true;
  readonly choices?: readonly string[];
  /** Offered where nothing is set yet. */
  readonly suggested?: string;
}

/** What is asked together, if it is wanted at all. */
export interface Chapter {
  readonly title: string;
  /** Asked first; a no leaves the rest out, and unsets it. */
  readonly wanted: string;
  /** The chapter is wanted already where this is set. */
  readonly sign: string;
  readonly questions: readonly Question[];
  /** Unset as well where it is not wanted any more: alone they would be at fault, or mislead. */
  readonly others: readonly string[];
}

export const BETFAIR: Chapter = {
  title: 'Betfair',
  wanted: 'Use a Betfair account? It starts as a dry run, with paper bets; without one it is the demo',
  sign: 'BETFAIR_APP_KEY',
  questions: [
    { name: 'BETFAIR_APP_KEY', message: 'Application key (Betfair, My API Access)', secret: true },
    { name: 'BETFAIR_USERNAME', message: 'User name', secret: true },
    { name: 'BETFAIR_PASSWORD', message: 'Password', secret: true },
    { name: 'BETFAIR_CERT_FILE', message: 'Path of the certificate that is linked to the account (PEM)' },
    { name: 'BETFAIR_KEY_FILE', message: 'Path of its private key (PEM, without a passphrase)' },
    { name: 'betting.currency', message: 'Currency of the account, such as GBP' },
  ],
  others: [
    ...['BETFAIR_APP_KEY_FILE', 'BETFAIR_USERNAME_FILE', 'BETFAIR_PASSWORD_FILE', 'BETFAIR_CA_FILE'],
    ...['BETFAIR_API_URL', 'BETFAIR_CERT_LOGIN_URL', 'BETFAIR_IDENTITY_URL'],
  ],
};

export const DISCORD: Chapter = {
  title: 'Discord',
  wanted: 'Operate it from Discord?',
  sign: 'DISCORD_TOKEN',
  questions: [
    { name: 'DISCORD_TOKEN', message: "The bot's token (developer portal, Bot, Reset Token)", secret: true },
    { name: 'DISCORD_GUILD_ID', message: "The server's id (Discord's developer mode copies ids)" },
    { name: 'DISCORD_CHANNEL_ID', message: 'Id of the channel for notices' },
    { name: 'DISCORD_OWNER_ID', message: 'Your own user id: you alone may arm, quit, and reset in live' },
    {
      name: 'DISCORD_OPERATOR_ROLE_ID',
      message: 'Id of the role that may change things, if any',
      optional: true,
    },
    {
      name: 'DISCORD_VIEWER_ROLE_ID',
      message: 'Id of the role that may look (none: everyone in the server)',
      optional: true,
    },
    {
      name: 'DISCORD_AUDIT_CHANNEL_ID',
      message: 'Id of another channel for anchors, if any',
      optional: true,
    },
  ],
  others: ['DISCORD_TOKEN_FILE', 'DISCORD_API_URL'],
};

export const DASHBOARD: Chapter = {
  title: 'Dashboard',
  wanted: 'Reach the dashboard from other machines? A token is made for it',
  sign: 'DASHBOARD_TOKEN',
  questions: [
    {
      name: 'DASHBOARD_HOST',
      message: 'Address to listen at (0.0.0.0: all that this machine has)',
      suggested: '0.0.0.0',
    },
    { name: 'DASHBOARD_PORT', message: 'Port', suggested: '8080' },
  ],
  others: ['DASHBOARD_TOKEN_FILE'],
};

/** Upper ends first, so that the lower ones can be held against them. */
export const BETTING: readonly Question[] = [
  { name: 'betting.target_amount', message: 'The pot that ends a cycle' },
  { name: 'betting.initial_stake', message: 'What a cycle starts with' },
  { name: 'betting.max_odds', message: 'Highest odds to back' },
  { name: 'betting.min_odds', message: 'Least odds to back' },
  {
    name: 'betting.staking',
    message: 'Stake of each leg: the whole pot, or no more than reaches the target',
    choices: ['roll_all', 'to_target'],
  },
  { name: 'limits.max_daily_loss', message: 'Most to lose in a day (none: no limit)' },
  { name: 'limits.max_total_loss', message: 'Most to lose in all (none: no limit)' },
  { name: 'system.time_zone', message: 'Time zone in which a day and a week begin, such as Europe/London' },
];
