import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { controlOf, type ExchangeControl } from '../exchange-control.ts';
import { spawnExchange } from '../spawn-exchange.ts';

/** An exchange in a folder of its own, and what a bot needs to bet there. */
export interface BettingPlace {
  readonly folder: string;
  readonly exchange: ExchangeControl;
  readonly env: Readonly<Record<string, string>>;
  /** Ends the exchange; the folder is removed unless it is kept for a look. */
  close(keep: boolean): Promise<void>;
}

/** How long a bot waits for an order that the exchange does not list. */
export const UNKNOWN_ORDER_WAIT_MS = 2_000;

const CONFIG = {
  betting: { initial_stake: 2, target_amount: 8, min_odds: 1.8, max_odds: 4 },
  market_selection: { polling_interval_seconds: 1 },
  result_checking: {
    check_interval_minutes: 1 / 60,
    unknown_order_wait_seconds: UNKNOWN_ORDER_WAIT_MS / 1_000,
  },
  system: { dry_run: false },
};

/** Waiting for results is not what is tested here. */
const SETTLED_AFTER_MS = 200;

/** Generated football at 600 times the speed of life, and no bot yet. `alsoKill` is done where the torture itself dies. */
export async function openBettingPlace(root: string, alsoKill: () => void): Promise<BettingPlace> {
  const folder = mkdtempSync(join(root, 'world-'));
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(CONFIG));
  const server = spawnExchange(['--speed', '600', '--dir', join(folder, 'exchange')]);
  // Neither the exchange nor a bot that is asleep dies with its parent.
  const killAll = () => {
    server.child.kill('SIGKILL');
    alsoKill();
  };
  process.once('exit', killAll);
  const { env, control } = await server.up;
  const exchange = controlOf(control);
  await exchange.settleAfter(SETTLED_AFTER_MS);
  return {
    folder,
    exchange,
    env: { ...env, CONFIG_FILE: config },
    close: async (keep) => {
      server.child.kill('SIGTERM');
      await server.ended;
      process.off('exit', killAll);
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}
