import { closeSync, openSync, writeSync } from 'node:fs';
import { v7 } from 'uuid';
import { decide } from '../src/core/decide.ts';
import type { BetRequest, Event, Fact } from '../src/core/events.ts';
import { evolve } from '../src/core/evolve.ts';
import { initialState, NO_LIMITS } from '../src/core/initial-state.ts';
import { pennies } from '../src/core/money.ts';
import { price } from '../src/core/odds.ts';
import { commissionOn, grossProfit as grossProfitOf } from '../src/core/settlement.ts';
import type { OpenBet, State } from '../src/core/state.ts';
import { type Random, randomFrom } from '../src/exchange/emulator/sources/random.ts';
import { eventLine, sealEvent } from '../store/codec/event-codec.ts';
import { CLOSING, OPENING, ROOM, START } from '../store/event-file/layout.ts';

const FIRST_AT = Date.parse('2025-01-01T00:00:00.000Z');
const MEAN_GAP_MS = 30_000;
const WON = 0.28;
const CLUBS = ['Arsenal', 'Brentford', 'Chelsea', 'Everton', 'Fulham', 'Leeds', 'Luton', 'Watford'] as const;

const STARTED: Fact = {
  type: 'BOT_STARTED',
  data: {
    version: 'bench',
    mode: 'demo',
    lastRun: { ended: 'none', seq: 0 },
    settings: {
      initialStake: pennies(100),
      target: pennies(5_000_000),
      odds: { min: price(3), max: price(4) },
      staking: 'roll_all',
      commissionRate: 0.05,
      limits: NO_LIMITS,
    },
  },
};

/** Writes an event file of at least `count` events as the bot would have left it: bet after bet. */
export function writeBettingFile(path: string, count: number): void {
  const fd = openSync(path, 'w');
  let text = OPENING;
  for (const event of bettingEvents(count)) {
    text += `${event.seq === 1 ? '\n' : ',\n'}${eventLine(event)}`;
    if (text.length > 1_000_000) {
      writeSync(fd, text);
      text = '';
    }
  }
  writeSync(fd, `${text}${CLOSING}${' '.repeat(ROOM)}`);
  closeSync(fd);
}

function* bettingEvents(count: number): Generator<Event> {
  const random = randomFrom(count);
  let state = initialState;
  let previous = START.hash;
  while (state.seq < count || state.request !== null || state.openBets.length > 0) {
    const at = new Date(FIRST_AT + (state.seq + 1) * MEAN_GAP_MS).toISOString();
    const facts = nextFacts(state, at, random);
    for (const [index, fact] of facts.entries()) {
      const seq = state.seq + 1;
      const id = v7({ msecs: Date.parse(at) });
      const last = seq + facts.length - index - 1;
      const event = sealEvent(fact, { seq, last, id, at, actor: 'system', cause: id }, previous);
      previous = event.hash;
      state = evolve(state, event);
      yield event;
    }
  }
}

/** Requests, places and decides a bet, one after the other. The guards are left out: they would take hours. */
function nextFacts(state: State, now: string, random: Random): readonly Fact[] {
  const { seq, request, openBets } = state;
  const [open] = openBets;
  if (seq === 0) return [STARTED];
  if (open !== undefined) return result(open, state, now, random() < WON ? 'won' : 'lost');
  if (request === null) return [{ type: 'BET_REQUESTED', data: betRequest(state, now, random) }];
  const { requestedAt: _, eventId: __, ...asked } = request;
  const betId = String(1_000_000_000_000 + seq);
  return [{ type: 'BET_PLACED', data: { ...asked, betId, priceMatched: asked.priceAsked } }];
}

function result(open: OpenBet, state: State, now: string, outcome: 'won' | 'lost'): readonly Fact[] {
  const grossProfit = grossProfitOf(open.stake, open.priceMatched, { outcome });
  const commission = commissionOn(grossProfit, open.commissionRate);
  const { orderRef } = open;
  const source = 'market_book' as const;
  const decision = decide(
    { kind: 'record_result', now, orderRef, outcome, grossProfit, commission, source },
    state,
  );
  if ('refused' in decision) throw new Error(`${decision.refused}: ${decision.message}`);
  return decision;
}

function betRequest({ seq, ledger }: State, now: string, random: Random): BetRequest {
  const club = (): string => CLUBS[Math.floor(random() * CLUBS.length)] ?? CLUBS[0];
  return {
    orderRef: `ref-${seq}`,
    marketId: `1.${seq}`,
    marketVersion: seq,
    selectionId: 58_805,
    event: `${club()} v ${club()}`,
    competition: 'Premier League',
    selection: 'The Draw',
    startTime: new Date(Date.parse(now) + MEAN_GAP_MS).toISOString(),
    priceAsked: price(3 + Math.floor(random() * 20) / 20),
    stake: ledger.pot,
    cycle: ledger.cycle,
    leg: ledger.leg + 1,
    commissionRate: 0.05,
    mode: 'demo',
    reason: 'The first to start.',
  };
}
