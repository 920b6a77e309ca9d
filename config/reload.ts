import type { Config } from './config.ts';
import type { SECRET_VARIABLES } from './variables.ts';

interface Change {
  /** `betting.min_odds`, or a variable. */
  readonly key: string;
  /** As a person would write it; `unset` for a variable that is none. */
  readonly from: string;
  readonly to: string;
}

export interface Reload {
  /** As the bot goes on: what can hold at once is the newer one's. */
  readonly config: Config;
  /** What holds from now on. */
  readonly held: readonly Change[];
  /** What only a restart brings. */
  readonly waiting: readonly Change[];
}

/**
 * Keys of the file that the running bot takes over. Not among them: the mode, the currency with its least stakes and
 * the time zone, which all money on record is counted by; the jobs' intervals; the wait for orders whose fate is
 * unknown, which may be running; and the demo's world.
 */
const HELD: readonly RegExp[] = [
  /^betting\.(?!currency$|min_stake$|min_payout$)/,
  /^market_selection\.(?!polling_interval_seconds$)/,
  /^result_checking\.event_timeout_hours$/,
  /^limits\./,
  /^notifications\./,
  /^system\.log_level$/,
];

/** Whether a change of this key holds while the bot runs, once it has read the file again. */
export const isHeld = (key: string): boolean => HELD.some((pattern) => pattern.test(key));

/** Their values are not among the origins, so that one for another would go unseen. */
const SECRETS: Readonly<Record<string, (config: Config) => string | null | undefined>> = {
  BETFAIR_APP_KEY: ({ betfair }) => betfair?.appKey,
  BETFAIR_USERNAME: ({ betfair }) => betfair?.username,
  BETFAIR_PASSWORD: ({ betfair }) => betfair?.password,
  DISCORD_TOKEN: ({ discord }) => discord?.token,
  DASHBOARD_TOKEN: ({ dashboard }) => dashboard.token,
  DASHBOARD_VIEWER_TOKEN: ({ dashboard }) => dashboard.viewerToken,
  PING_URL: ({ pingUrl }) => pingUrl,
  STORE_URL: ({ store }) => store?.url,
} satisfies Record<(typeof SECRET_VARIABLES)[number], (config: Config) => unknown>;

/** What reading everything again brings to a bot that runs on `before`. */
export function reload(before: Config, after: Config): Reload {
  const keys = [...new Set([...Object.keys(before.origins), ...Object.keys(after.origins)])];
  const changes = keys.flatMap((key) => {
    const [from, to] = [before, after].map(({ origins }) => origins[key]?.value ?? 'unset');
    if (from === undefined || to === undefined) return [];
    const secret = SECRETS[key];
    if (secret !== undefined && from === to && secret(before) !== secret(after))
      return [{ key, from, to: 'another one, not shown' }];
    return from === to ? [] : [{ key, from, to }];
  });
  const held = changes.filter(({ key }) => isHeld(key));
  return { config: mix(before, after), held, waiting: changes.filter(({ key }) => !isHeld(key)) };
}

function mix(before: Config, after: Config): Config {
  const origins = [
    ...Object.entries(before.origins).filter(([key]) => !isHeld(key)),
    ...Object.entries(after.origins).filter(([key]) => isHeld(key)),
  ];
  return {
    ...before,
    settings: after.settings,
    betting: { ...before.betting, liquidityFactor: after.betting.liquidityFactor },
    markets: { ...after.markets, pollingIntervalMs: before.markets.pollingIntervalMs },
    results: { ...before.results, overdueAfterMs: after.results.overdueAfterMs },
    notices: after.notices,
    summaries: after.summaries,
    log: { ...before.log, level: after.log.level },
    origins: Object.fromEntries(origins),
  };
}
