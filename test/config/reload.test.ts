import { expect, it } from 'vitest';
import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { reload } from '../../config/reload.ts';
import { SETTING_KEYS, withSettings } from '../../config/settings-text.ts';

function configOf(
  changes: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Config {
  const text = withSettings('{}', new Map(Object.entries(changes)));
  const readFile = (path: string): string => {
    if (path.endsWith('.json')) return text;
    throw Object.assign(new Error('none'), { code: 'ENOENT' });
  };
  const loaded = loadConfig({ env, readFile, flags: [] });
  if (loaded.kind !== 'config') throw new Error(JSON.stringify(loaded));
  return loaded.config;
}

/** Another allowed value of each key. */
const OTHER: Readonly<Record<string, string>> = {
  'betting.initial_stake': '2',
  'betting.target_amount': '400',
  'betting.min_odds': '2',
  'betting.max_odds': '5',
  'betting.liquidity_factor': '2',
  'betting.staking': 'to_target',
  'betting.currency': 'EUR',
  'betting.commission_rate': '0.02',
  'betting.min_stake': '0.5',
  'betting.min_payout': '5',
  'market_selection.max_markets': '20',
  'market_selection.sport_id': '2',
  'market_selection.market_type': 'WIN',
  'market_selection.polling_interval_seconds': '30',
  'market_selection.hours_ahead': '12',
  'market_selection.include_inplay': 'true',
  'market_selection.min_total_matched': '100',
  'market_selection.max_spread_ticks': '3',
  'market_selection.max_overround': '0.1',
  'result_checking.check_interval_minutes': '10',
  'result_checking.event_timeout_hours': '6',
  'result_checking.unknown_order_wait_seconds': '180',
  'limits.max_stake': '50',
  'limits.max_daily_loss': '5',
  'limits.max_weekly_loss': '6',
  'limits.max_total_loss': '7',
  'limits.cool_down_minutes': '10',
  'limits.cool_down_after_losses': '2',
  'system.dry_run': 'false',
  'system.log_level': 'DEBUG',
  'system.time_zone': 'Europe/London',
  'demo.seed': '7',
  'demo.speed': '60',
  'backups.schedule': '05:00',
  'backups.keep_count': '3',
  'backups.keep_days': '10',
  'backups.folder': 'elsewhere',
  'recorder.enabled': 'true',
  'recorder.keep_days': '10',
  'notifications.quiet_hours': '22:30-07:00',
  'notifications.daily_summary': 'none',
  'notifications.weekly_summary': '09:00',
  'notifications.alerts': 'silent',
};

const otherOf = (key: string): string => OTHER[key] ?? 'off';
const withoutOrigins = ({ origins: _, ...rest }: Config) => rest;

it.each(SETTING_KEYS)(
  'either holds %s at once or says that it waits, and the running configuration is so',
  (key) => {
    const before = configOf({});
    const after = configOf({ [key]: otherOf(key) });
    const { config, held, waiting } = reload(before, after);
    const [change, ...more] = [...held, ...waiting];
    expect([change?.key, change?.to, more]).toEqual([key, otherOf(key), []]);
    const running = held.length > 0 ? after : before;
    expect(withoutOrigins(config)).toEqual(withoutOrigins(running));
    expect(config.origins[key]).toEqual(running.origins[key]);
    expect(reload(config, after)).toMatchObject({ held: [], waiting: waiting.map(() => ({ key })) });
  },
);

it('says what of several changes holds and what waits', () => {
  const after = configOf(
    { 'betting.min_odds': '2', 'system.time_zone': 'Asia/Tokyo' },
    { DASHBOARD_PORT: '9000' },
  );
  expect(reload(configOf({}, { LOG_DIR: 'l' }), after)).toMatchObject({
    held: [{ key: 'betting.min_odds', from: '3', to: '2' }],
    waiting: [
      { key: 'system.time_zone', from: 'UTC', to: 'Asia/Tokyo' },
      { key: 'LOG_DIR', from: 'l', to: 'unset' },
      { key: 'DASHBOARD_PORT', from: 'unset', to: '9000' },
    ],
    config: { timeZone: 'UTC', settings: { odds: { min: 2 } } },
  });
});

it('says that another secret waits, and shows neither', () => {
  const env = (n: number) => ({
    ...{
      DISCORD_TOKEN: `token.${n}.x`,
      DASHBOARD_TOKEN: `operator-${n}`,
      DASHBOARD_VIEWER_TOKEN: `viewer-${n}`,
    },
    PING_URL: `https://switch.example/${n}`,
    STORE_URL: `postgres://bot:word-${n}@localhost/rollover`,
  });
  const { held, waiting, config } = reload(configOf({}, env(1)), configOf({}, env(2)));
  const change = { from: 'set, and not shown', to: 'another one, not shown' };
  expect(waiting.map(({ key, ...is }) => [key, is]).sort()).toEqual(
    ['DASHBOARD_TOKEN', 'DASHBOARD_VIEWER_TOKEN', 'DISCORD_TOKEN', 'PING_URL', 'STORE_URL'].map((key) => [
      key,
      change,
    ]),
  );
  expect([held, config.discord?.token]).toEqual([[], 'token.1.x']);
  expect(config.store?.url).toContain('word-1');
  expect(reload(configOf({}, env(1)), configOf({}, env(1))).waiting).toEqual([]);
});
