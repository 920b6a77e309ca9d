import type { NoticeSettings, Settings } from '../src/core/events.ts';
import type { StakeRule } from '../src/core/intents.ts';
import { pennies } from '../src/core/money.ts';
import type { Config } from './config.ts';
import { type ConfigFile, leastStake } from './file-schema.ts';
import type { Flags } from './flags.ts';
import { MINIMUM_STAKES } from './minimum-stakes.ts';

/** The part of the Config that file and flags decide. */
export function tuned(
  file: ConfigFile,
  flag: Flags,
): Pick<
  Config,
  'settings' | 'betting' | 'markets' | 'results' | 'timeZone' | 'notices' | 'summaries' | 'demo' | 'recorder'
> {
  const { betting, market_selection: market, result_checking: result, demo, recorder } = file;
  return {
    settings: settingsOf(file),
    betting: {
      currency: betting.currency,
      stakeRule: stakeRuleOf(file),
      liquidityFactor: betting.liquidity_factor,
    },
    markets: {
      sportId: market.sport_id,
      marketType: market.market_type,
      maxMarkets: market.max_markets,
      hoursAhead: market.hours_ahead,
      includeInPlay: market.include_inplay,
      minTotalMatched: market.min_total_matched,
      maxSpreadTicks: market.max_spread_ticks,
      maxOverround: market.max_overround,
      pollingIntervalMs: market.polling_interval_seconds,
    },
    results: {
      checkIntervalMs: result.check_interval_minutes,
      overdueAfterMs: result.event_timeout_hours * 3_600_000,
      unknownOrderWaitMs: result.unknown_order_wait_seconds * 1_000,
    },
    timeZone: file.system.time_zone,
    recorder: { enabled: recorder.enabled, keepDays: recorder.keep_days },
    summaries: { day: file.notifications.daily_summary, week: file.notifications.weekly_summary },
    notices: { quiet: file.notifications.quiet_hours, loudness: loudnessOf(file) },
    demo: { seed: demo.seed, speed: flag.speed ?? demo.speed, recordings: flag.replay },
  };
}

function loudnessOf({ notifications }: ConfigFile): NoticeSettings['loudness'] {
  const { quiet_hours: _, daily_summary: __, weekly_summary: ___, ...loudness } = notifications;
  return loudness;
}

function settingsOf({ betting, limits }: ConfigFile): Settings {
  return {
    initialStake: betting.initial_stake,
    target: betting.target_amount,
    odds: { min: betting.min_odds, max: betting.max_odds },
    staking: betting.staking,
    commissionRate: betting.commission_rate,
    limits: {
      maxStake: limits.max_stake,
      maxDailyLoss: limits.max_daily_loss,
      maxWeeklyLoss: limits.max_weekly_loss,
      maxTotalLoss: limits.max_total_loss,
      coolDownMinutes: limits.cool_down_minutes,
      coolDownAfterLosses: limits.cool_down_after_losses,
    },
  };
}

function stakeRuleOf({ betting }: ConfigFile): StakeRule {
  const usual = pennies(MINIMUM_STAKES[betting.currency][1] * 100);
  return {
    minStake: leastStake(betting.currency, betting.min_stake),
    minPayout: betting.min_payout === undefined ? usual : betting.min_payout,
  };
}
