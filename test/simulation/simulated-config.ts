import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { Random } from '../../src/random.ts';
import { MINUTE, pick } from './world.ts';

const ODDS = [
  { min: price(3), max: price(4) },
  { min: price(1.5), max: price(2.2) },
  { min: price(2), max: price(6) },
];

/** Where it is half past three, when the books are compared, within the calm at the end of a life. */
const TIME_ZONES = ['UTC', 'Europe/Helsinki', 'Atlantic/Azores'];

/** The defaults, live and polling every five minutes, with one of several ways to bet. */
export function simulatedConfig(random: Random): Config {
  const loaded = loadConfig({ env: {}, readFile: missing, flags: [] });
  if (loaded.kind !== 'config') throw new Error('the defaults do not load');
  const { config } = loaded;
  const odds = pick(ODDS, random) ?? config.settings.odds;
  const target = pennies(random() < 0.5 ? 2_000 : 5_000_000);
  const staking = random() < 0.3 ? 'to_target' : 'roll_all';
  const timeZone = pick(TIME_ZONES, random) ?? config.timeZone;
  return {
    ...config,
    mode: 'live',
    timeZone,
    settings: { ...config.settings, odds, target, staking },
    markets: { ...config.markets, pollingIntervalMs: 5 * MINUTE },
  };
}

function missing(path: string): never {
  throw Object.assign(new Error(`${path} is not there`), { code: 'ENOENT' });
}
