import { writeFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { decide } from '../../src/core/decide.ts';
import type { Fact, Settings } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import type { Intent } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { commissionOn, grossProfit } from '../../src/core/settlement.ts';
import { randomFrom } from '../../src/random.ts';
import { eventLine, sealEvent } from '../../store/codec/event-codec.ts';
import { CLOSING, eventFilePath, OPENING, ROOM, START } from '../../store/event-file/layout.ts';
import { CONDITIONS, PROPOSAL, SETTINGS } from '../core/given.ts';

export interface MadeLog {
  readonly bets: number;
  /** ISO time of the last bet's result. */
  readonly until: string;
  readonly settings?: Partial<Settings>;
  /** Betting is paused at the end: the next run bets nothing. */
  readonly paused?: boolean;
}

const SEED = 11;
const MINUTE = 60_000;
const BETWEEN = 170 * MINUTE;
const MATCH = 105 * MINUTE;
const ODDS = [3, 3.1, 3.25, 3.4, 3.5, 3.65, 3.8, 4];
const SIDES = [
  'Ashdown Rovers',
  'Northmoor Town',
  'Vale Athletic',
  'Kestrel United',
  'Harbour City',
  'Old Mill FC',
  'Redfield Albion',
  'Winterbourne',
  'Saltmarsh Wanderers',
  'Larkhill',
];

/** Writes the event file of a demo that has bet for a while and was ended in order; the same bets each time. */
export function writeMadeLog(dir: string, { bets, until, settings, paused = false }: MadeLog): void {
  const random = randomFrom(SEED);
  const lines: string[] = [];
  let state = initialState;
  let previous = START.hash;

  const record = (intent: Intent): void => {
    const facts = decide(intent, state);
    if ('refused' in facts) throw new Error(`refused: ${facts.refused}: ${facts.message}`);
    const last = state.seq + facts.length;
    const cause = v7({ msecs: Date.parse(intent.now) });
    for (const fact of facts as readonly Fact[]) {
      const id = v7({ msecs: Date.parse(intent.now) });
      const envelope = { seq: state.seq + 1, last, id, at: intent.now, actor: 'system', cause } as const;
      const event = sealEvent(fact, envelope, previous);
      previous = event.hash;
      lines.push(eventLine(event));
      state = evolve(state, event);
    }
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

  const first = Date.parse(until) - bets * BETWEEN;
  const at = (ms: number): string => new Date(ms).toISOString();
  record({
    kind: 'start',
    now: at(first),
    version: '0.1.0',
    mode: 'demo',
    settings: { ...SETTINGS, ...settings },
  });
  for (let i = 1; i <= bets; i++) {
    const settledAt = first + i * BETWEEN;
    const placedAt = settledAt - MATCH - 5 * MINUTE;
    const orderRef = `made${String(i).padStart(28, '0')}`;
    const home = pick(SIDES);
    const away = pick(SIDES.filter((side) => side !== home));
    const odds = price(pick(ODDS));
    record({
      kind: 'request_bet',
      now: at(placedAt),
      orderRef,
      proposal: {
        ...PROPOSAL,
        marketId: `1.${200_000_000 + i}`,
        event: `${home} v ${away}`,
        competition: pick(['Northern League', 'Coast Championship', 'County Cup']),
        selection: pick([home, away, 'The Draw']),
        startTime: at(placedAt + 5 * MINUTE),
        price: odds,
        readAt: at(placedAt),
        reason: `The first to start of ${2 + (i % 9)} with odds in the range.`,
      },
      conditions: { ...CONDITIONS, freshSince: at(placedAt), coolDownUntil: at(placedAt) },
    });
    const stake = state.request?.stake ?? pennies(0);
    record({
      kind: 'record_placed',
      now: at(placedAt + 400),
      orderRef,
      betId: String(1_800_000_000_000 + i),
      matched: stake,
      priceMatched: odds,
    });
    const outcome = random() < 1.02 / odds ? 'won' : 'lost';
    const gross = grossProfit(stake, odds, { outcome });
    record({
      kind: 'record_result',
      now: at(settledAt),
      orderRef,
      outcome,
      grossProfit: gross,
      commission: commissionOn(gross, 0.05),
      source: 'market_book',
    });
  }
  if (paused) record({ kind: 'pause', now: until, why: 'a quiet evening', until: null });
  record({ kind: 'stop', now: until, reason: 'the operator asked for it' });
  writeFileSync(eventFilePath(dir, 'demo'), `${OPENING}\n${lines.join(',\n')}${CLOSING}${' '.repeat(ROOM)}`);
}
