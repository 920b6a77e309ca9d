import { z } from 'zod';
import { pennies } from '../../../src/core/money.ts';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../../src/exchange/emulator/emulator.ts';
import type { EmulatedMarket } from '../../../src/exchange/emulator/market-source.ts';
import { type HandClock, handClock } from '../hand-clock.ts';
import { HOME, type Script, scriptedSource } from '../scripted-source.ts';

export const MARKET = '1.100';

export interface World {
  readonly emulator: Emulator;
  readonly clock: HandClock;
}

type Steps = Script['steps'];
type Options = Partial<Omit<EmulatorOptions, 'source' | 'clock' | 'account'>> & {
  readonly balance?: number;
  readonly currency?: string;
  readonly discountRate?: number;
  readonly clock?: HandClock;
};

/** An exchange with one market that follows these steps (ms after now), and 1,000.00 in the account. */
export function world(steps: Steps = [], options: Options = {}): World {
  return worldOf({ [MARKET]: steps }, options);
}

export function worldOf(scripts: Readonly<Record<string, Steps>>, options: Options = {}): World {
  const { balance = 100_000, currency = 'GBP', discountRate = 0, clock = handClock(), ...rest } = options;
  const source = scriptedSource(
    Object.entries(scripts).map(([marketId, steps]) => ({ marketId, start: clock.now(), steps })),
  );
  const account = { currency, balance: pennies(balance), discountRate };
  return { emulator: createEmulator({ source, clock, account, ...rest }), clock };
}

interface Asked {
  readonly marketId?: string;
  readonly selectionId?: number;
  readonly side?: 'BACK' | 'LAY';
  readonly price?: number;
  readonly size?: number;
  readonly fillOrKill?: boolean;
  readonly minFillSize?: number;
  readonly persistenceType?: string;
  readonly orderType?: string;
  readonly orderRef?: string;
  readonly strategyRef?: string;
  readonly customerRef?: string;
  readonly version?: number;
}

/** The parameters of a placeOrders of 2.00 at 3.5 on the home side, killed if not filled. */
export function placing(asked: Asked = {}) {
  const { fillOrKill = true } = asked;
  return {
    marketId: asked.marketId ?? MARKET,
    instructions: [
      {
        orderType: asked.orderType ?? 'LIMIT',
        selectionId: asked.selectionId ?? HOME,
        handicap: 0,
        side: asked.side ?? 'BACK',
        limitOrder: {
          size: asked.size ?? 2,
          price: asked.price ?? 3.5,
          persistenceType: asked.persistenceType ?? 'LAPSE',
          ...(fillOrKill && { timeInForce: 'FILL_OR_KILL' }),
          ...(asked.minFillSize !== undefined && { minFillSize: asked.minFillSize }),
        },
        ...(asked.orderRef !== undefined && { customerOrderRef: asked.orderRef }),
      },
    ],
    ...(asked.customerRef !== undefined && { customerRef: asked.customerRef }),
    ...(asked.strategyRef !== undefined && { customerStrategyRef: asked.strategyRef }),
    ...(asked.version !== undefined && { marketVersion: { version: asked.version } }),
  };
}

const report = z.object({
  status: z.string(),
  errorCode: z.string().optional(),
  instructionReports: z.array(
    z.object({
      status: z.string(),
      errorCode: z.string().optional(),
      orderStatus: z.string().optional(),
      betId: z.string().optional(),
      placedDate: z.string().optional(),
      averagePriceMatched: z.number().optional(),
      sizeMatched: z.number().optional(),
    }),
  ),
});

export async function place({ emulator }: World, asked: Asked = {}) {
  return report.parse(await emulator.call('placeOrders', placing(asked)));
}

/** The first instruction's report. */
export async function placed(in_: World, asked: Asked = {}) {
  const [first] = (await place(in_, asked)).instructionReports;
  if (first === undefined) throw new Error('no instruction was reported');
  return first;
}

const rows = z.array(z.record(z.string(), z.unknown()));

export async function current({ emulator }: World, params: object = {}) {
  const answer = z.object({ currentOrders: rows, moreAvailable: z.boolean() });
  return answer.parse(await emulator.call('listCurrentOrders', params)).currentOrders;
}

export async function cleared({ emulator }: World, betStatus: string, params: object = {}) {
  const answer = z.object({ clearedOrders: rows, moreAvailable: z.boolean() });
  return answer.parse(await emulator.call('listClearedOrders', { betStatus, ...params })).clearedOrders;
}

const funds = z.object({ availableToBetBalance: z.number(), exposure: z.number() });

export async function account({ emulator }: World): Promise<readonly [available: number, exposure: number]> {
  const answer = funds.parse(await emulator.call('getAccountFunds', {}));
  return [answer.availableToBetBalance, answer.exposure];
}

const level = z.object({ price: z.number(), size: z.number() });
const bookAnswer = z.array(
  z.object({
    marketId: z.string(),
    status: z.string(),
    version: z.number(),
    runners: z.array(
      z.object({
        selectionId: z.number(),
        status: z.string(),
        ex: z.object({ availableToBack: z.array(level), availableToLay: z.array(level) }).optional(),
      }),
    ),
  }),
);

export async function bookList({ emulator }: World, marketIds: readonly string[], depth = 3) {
  const priceProjection = {
    priceData: ['EX_BEST_OFFERS'],
    exBestOffersOverrides: { bestPricesDepth: depth },
  };
  return bookAnswer.parse(await emulator.call('listMarketBook', { marketIds, priceProjection }));
}

/** The home side's offers to back and to lay, as [price, size]. */
export async function homeOffers(in_: World) {
  const [first] = await bookList(in_, [MARKET]);
  const ex = first?.runners.find((each) => each.selectionId === HOME)?.ex;
  const pairs = (levels: readonly z.output<typeof level>[] = []) =>
    levels.map(({ price, size }) => [price, size]);
  return { back: pairs(ex?.availableToBack), lay: pairs(ex?.availableToLay) };
}

export const closedAs = (runners: EmulatedMarket['runners']): Partial<EmulatedMarket> => ({
  status: 'CLOSED',
  runners,
});
