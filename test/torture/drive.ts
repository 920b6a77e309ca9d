import { setTimeout as sleep } from 'node:timers/promises';
import type { Event, PlacedBet } from '../../src/core/events.ts';
import type { Random } from '../../src/random.ts';
import { openBets, placedBets, results } from '../bets-in-log.ts';
import type { Victim } from './victim.ts';
import type { Bets } from './world.ts';

/** What is done to the bets so that a certain thing happens soon. */
export type Steer = 'win' | 'lose' | 'void' | 'correct' | 'reject' | 'late';

const MIXED: readonly Steer[] = ['win', 'lose', 'lose', 'win', 'void', 'correct', 'reject', 'late'];

/** The steer that leads to a boundary soonest; null where any does. */
export function steerTo(boundary: string): Steer | null {
  if (boundary.includes('BET_WON')) return 'win';
  if (boundary.includes('BET_LOST')) return 'lose';
  if (boundary.includes('BET_VOIDED')) return 'void';
  if (boundary.includes('RESULT_CORRECTED')) return 'correct';
  if (boundary.includes('BET_REJECTED')) return 'reject';
  return boundary.includes('BET_FOUND_LATE') ? 'late' : null;
}

export type Driven = 'held' | 'gone' | 'time is up';

const STEP_MS = 60;

/** Sees to it that a bot goes on betting until it is gone, or what is waited for holds. */
export async function drive(
  world: Pick<Bets, 'events' | 'exchange'>,
  victim: Pick<Victim, 'isGone' | 'type'>,
  random: Random,
  { steer, withinMs, until }: { steer: Steer | null; withinMs: number; until?: () => boolean },
): Promise<Driven> {
  const attend = attendant(victim);
  const end = ender(world, random, steer);
  const deadline = Date.now() + withinMs;
  while (!victim.isGone()) {
    if (until?.()) return 'held';
    if (Date.now() > deadline) return 'time is up';
    const events = world.events();
    attend(events);
    await end(events);
    await sleep(STEP_MS);
  }
  return 'gone';
}

const TYPED_AGAIN_MS = 3_000;

/** Types a line as often as it is called, but not all the time: one that dies meanwhile, or cannot do it, has lost it. */
export function typist(victim: Pick<Victim, 'type'>): (line: string) => void {
  const typed = new Map<string, number>();
  return (line) => {
    const now = Date.now();
    if (now - (typed.get(line) ?? 0) < TYPED_AGAIN_MS) return;
    typed.set(line, now);
    victim.type(line);
  };
}

/** The owner at the console: arms for as long as can be, over restarts, and resumes where an order was not known. */
export function attendant(victim: Pick<Victim, 'type'>): (events: readonly Event[]) => void {
  const type = typist(victim);
  return (events) => {
    if (events.length > 0 && !events.some((event) => event.type === 'LIVE_ARMED')) type('arm 1440 true');
    const last = events.findLast(
      (event) => event.type === 'BETTING_PAUSED' || event.type === 'BETTING_RESUMED',
    );
    if (last?.type === 'BETTING_PAUSED' && last.data.by !== 'person') type('resume');
  };
}

/** Ends the market of each open bet once. */
function ender(
  world: Pick<Bets, 'events' | 'exchange'>,
  random: Random,
  steer: Steer | null,
): (events: readonly Event[]) => Promise<void> {
  const ended = new Set<string>();
  let isCorrected = false;
  return async (events) => {
    for (const bet of openBets(events)) {
      if (ended.has(bet.orderRef)) continue;
      ended.add(bet.orderRef);
      const how = steer ?? MIXED[Math.floor(random() * MIXED.length)] ?? 'lose';
      if (how === 'correct' && !isCorrected) isCorrected = await correctLast(world, events);
      await prepare(world, how);
      await endMarket(world, bet, how);
    }
  };
}

async function prepare({ exchange }: Pick<Bets, 'exchange'>, how: Steer): Promise<void> {
  if (how === 'reject') await exchange.setFault({ kind: 'lost_before', operation: 'placeOrders' });
  // Longer than the bot waits: taken for not found, then found late.
  if (how === 'late')
    await exchange.setFault({ kind: 'timeout', operation: 'placeOrders', taken: true, ms: 4_000 });
}

const DRAW = 58_805;

/** A bet on the draw is won by it. */
async function endMarket(
  { exchange }: Pick<Bets, 'exchange'>,
  { marketId, selectionId }: PlacedBet,
  how: Steer,
): Promise<void> {
  const asked =
    how === 'void' ? exchange.void(marketId) : exchange.close(marketId, how === 'win' ? selectionId : DRAW);
  await unlessOver(asked);
}

/** The last result becomes the opposite one; false where there is none that can. */
async function correctLast({ exchange }: Pick<Bets, 'exchange'>, events: readonly Event[]): Promise<boolean> {
  const last = results(events).findLast(({ type }) => type !== 'BET_VOIDED');
  const bet = placedBets(events).find(({ orderRef }) => orderRef === last?.data.orderRef);
  if (last === undefined || bet === undefined || bet.selectionId === DRAW) return false;
  await unlessOver(exchange.correct(bet.marketId, last.type === 'BET_WON' ? DRAW : bet.selectionId));
  return true;
}

/** A match may end by itself, and its market leave the list, just before it is ended from here. */
async function unlessOver(asked: Promise<void>): Promise<void> {
  await asked.catch((error: unknown) => {
    if (!/is closed|is on show/.test(String(error))) throw error;
  });
}
