import type { Draw } from '../../src/charts/draw.ts';
import type { Answer } from '../../src/discord/render/render-outcome.ts';
import type { Notice } from '../../src/notify/notice.ts';
import { STRATEGY_REF } from '../../src/wiring/open-exchange.ts';
import { type SampleBot, sampleBot } from './sample-bot.ts';
import { type DayNotices, type SampleNotices, sampleNotices } from './sample-notices.ts';

/** A command as somebody gave it on Discord, and all that was answered. */
export interface Sample {
  readonly mode: 'demo' | 'live';
  readonly command: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** The question first, where one is asked before it is done. */
  readonly answers: readonly Answer[];
}

export interface Samples {
  readonly samples: readonly Sample[];
  /** Of the day in the demo, before anybody asked for anything. */
  readonly notices: SampleNotices;
}

type Call = readonly [command: string, options?: Sample['options']];

const MINUTE = 60_000;

/** Until the first leg of a cycle is won, after another one that reached the target. */
const MINUTES_PLAYED = 14 * 60 + 10;

/** The next morning. */
const MINUTES_TO_SUMMARY = 24 * 60 + 1;

/** What only looks; the pictures in their order, then what some other commands make of options. */
const LOOKS: readonly Call[] = [
  ['status'],
  ['bet'],
  ['logs', { n: 6 }],
  ['why'],
  ['markets'],
  ['history', { n: 5 }],
  ['cycle'],
  ['cycles'],
  ['stats'],
  ['daily', { n: 3 }],
  ['weekly', { n: 2 }],
  ['monthly', { n: 2 }],
  ['performance', { by: 'odds' }],
  ['forecast', { budget: 500 }],
  ['whatif', { min: 2, max: 2.5, from: '09:00' }],
  ['balance'],
  ['books', { period: 'today' }],
  ['books', { cycle: 3 }],
  ['limits'],
  ['diff', { from: '12:00', to: '18:00' }],
  ['status', { at: '12:00' }],
  ['chart'],
  ['chart', { kind: 'receipt' }],
  ['chart', { kind: 'equity' }],
  ['chart', { kind: 'daily', days: 7 }],
  ['chart', { kind: 'legs' }],
  ['chart', { kind: 'price' }],
  ['chart', { kind: 'funnel' }],
  ['chart', { kind: 'calibration' }],
  ['chart', { kind: 'forecast' }],
  ['config'],
  ['export'],
  ['health'],
  ['help', { command: 'pause' }],
  ['notify'],
  ['quiet'],
  ['odds'],
  ['verify'],
  ['backup'],
  ['version'],
  ['refresh'],
];

/** What changes something, in an order in which each has something to change. */
const CHANGES: readonly Call[] = [
  ['quit'],
  ['skip', { what: 'competition', name: 'Liga Ipê Sul', hours: 48, reason: 'waiting for news' }],
  ['skips'],
  ['odds', { min: 2.8, max: 3.5 }],
  ['limits', { max_daily_loss: '5' }],
  ['notify', { kind: 'bets', loudness: 'silent' }],
  ['quiet', { from: '22:30', to: '07:00' }],
  ['pause', { reason: 'waiting for better prices', minutes: 90 }],
  ['resume'],
  ['cancel'],
  ['reset', { stake: 2.5 }],
];

/** Every answer, each made by the bot's own parts. `draw` makes the pictures. */
export async function makeSamples(draw: Draw): Promise<Samples> {
  const demo = await inDemo(draw);
  const live = await inLive(draw);
  return {
    samples: [...demo.samples, ...live.samples],
    notices: { ...demo.notices, told: [...demo.told, ...live.told] },
  };
}

interface Played {
  readonly samples: readonly Sample[];
  /** What was told without an event. */
  readonly told: readonly Notice[];
}

async function inDemo(draw: Draw): Promise<Played & { readonly notices: DayNotices }> {
  const bot = await sampleBot('demo', draw);
  try {
    await bot.playUntil(MINUTES_PLAYED);
    await bot.bettor.selectMarket();
    // As the jobs do, so that there are prices to draw.
    for (let i = 0; i < 5; i += 1) {
      bot.clock.moveTo(bot.clock.now() + 5 * MINUTE);
      await bot.bettor.checkResults();
    }
    const notices = await sampleNotices(bot.log, bot.inPlaySince);
    const samples = await inTurn(bot, [...LOOKS, ...CHANGES]);
    await bot.playUntil(MINUTES_TO_SUMMARY);
    await bot.told.tellSummaries();
    return { samples, notices, told: bot.told.told };
  } finally {
    await bot.close();
  }
}

/** A live bot that finds an order which its log does not know. */
async function inLive(draw: Draw): Promise<Played> {
  const bot = await sampleBot('live', draw);
  try {
    const armed = await inTurn(bot, [['arm', { minutes: 60 }]]);
    await bot.bettor.selectMarket();
    await placeUnknown(bot);
    await bot.bettor.checkResults();
    const samples = [...armed, ...(await inTurn(bot, [['adopt'], ['books'], ['balance'], ['disarm']]))];
    return { samples, told: bot.told.told };
  } finally {
    await bot.close();
  }
}

/** As another program would that bears the bot's name. */
async function placeUnknown({ bettor, emulator }: SampleBot): Promise<void> {
  const { candidates } = await bettor.look();
  const other = candidates.at(-1);
  if (other === undefined) throw new Error('the sample has no second market');
  const { marketId, selectionId, price } = other;
  const limitOrder = { size: 1, price, persistenceType: 'LAPSE', timeInForce: 'FILL_OR_KILL' };
  const order = { orderType: 'LIMIT', selectionId, side: 'BACK', limitOrder };
  await emulator.call('placeOrders', {
    marketId,
    customerStrategyRef: STRATEGY_REF,
    instructions: [order],
  });
}

async function inTurn(bot: SampleBot, calls: readonly Call[]): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const [command, options = {}] of calls) {
    bot.clock.moveTo(bot.clock.now() + 20_000);
    samples.push({ mode: bot.mode, command, options, answers: await bot.answers(command, options) });
  }
  return samples;
}
