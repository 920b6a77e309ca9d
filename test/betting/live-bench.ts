import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { createEmulator } from '../../src/exchange/emulator/emulator.ts';
import { handClock } from '../exchange/hand-clock.ts';
import { ended, HOME, type Script, scriptedSource } from '../exchange/scripted-source.ts';
import { type Bench, HOUR, loopBench, MARKET } from './loop-bench.ts';

export const NARROW = { odds: { min: price(3.3), max: price(3.6) } };
export const HOME_WINS = { status: 'CLOSED', runners: ended('WINNER', 'LOSER', 'LOSER') } as const;
export const HOME_LOSES = { status: 'CLOSED', runners: ended('LOSER', 'WINNER', 'LOSER') } as const;

/** A live bench, armed for a week, whose exchange clears bets a minute after the market closes. */
export async function live(
  steps: Script['steps'] = [[HOUR, HOME_WINS]],
  options: { mode?: 'dry_run'; delayed?: true } = {},
): Promise<Bench> {
  const clock = handClock();
  const source = scriptedSource([{ marketId: MARKET, start: clock.now(), steps }]);
  const account = { currency: 'GBP', balance: pennies(100_000) };
  const emulator = createEmulator({ source, clock, account, settlementLag: 60_000, ...options });
  const bench = await loopBench({ mode: options.mode ?? 'live', settings: NARROW, clock, emulator });
  const until = new Date(clock.now() + 168 * HOUR).toISOString();
  await bench.handler.handle(
    { kind: 'arm', now: new Date(clock.now()).toISOString(), until, keep: false },
    { actor: 'console', id: 'arm' },
  );
  return bench;
}

/** An order of a pound at 3.50, as somebody sends it past the bot. */
export const backing = (
  orderRef: string | null,
  strategy: string | null = 'rollover',
  selectionId = HOME,
) => ({
  marketId: MARKET,
  ...(strategy !== null && { customerStrategyRef: strategy }),
  instructions: [
    {
      orderType: 'LIMIT',
      selectionId,
      side: 'BACK',
      ...(orderRef !== null && { customerOrderRef: orderRef }),
      limitOrder: { size: 1, price: 3.5, persistenceType: 'LAPSE', timeInForce: 'FILL_OR_KILL' },
    },
  ],
});
