import { randomFrom } from '../../../../random.ts';
import type { PriceSize } from '../../../../recordings/recorded-prices.ts';
import type { EmulatedMarket, EmulatedRunner } from '../../market-source.ts';
import type { CompressedTime } from '../compressed-time.ts';
import { type Fixture, fixtureOf } from './fixture.ts';
import { laddersAround, liquidityAt, matchedAt, opinionAt } from './match-prices.ts';
import { type MatchScript, type Phase, scriptMatch } from './match-script.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const BOOK = 6;
const FIRST_EVENT_ID = 30_000_000;

/** Football's draw bears this id in every market. Source: Betfair's recordings. */
const THE_DRAW = { selectionId: 58805, name: 'The Draw' };

const IN_PLAY_BET_DELAY = 5;

/** The market of one generated match over its whole life. */
export interface GeneratedMarket {
  readonly kickOff: number;
  /** The market at a moment of generated time; the same object until something changes. */
  at(moment: number): EmulatedMarket;
}

/** A stretch of generated time over which the market does not change. */
interface Still {
  readonly from: number;
  readonly until: number;
  readonly market: EmulatedMarket;
}

/** Derives the market of the match of that index from the seed alone; `time` turns its times into the wall's. */
export function generatedMarket(seed: number, index: number, time: CompressedTime): GeneratedMarket {
  const fixture = fixtureOf(seed, index);
  const script = scriptMatch(seed, fixture);
  let still: Still | null = null;
  return {
    kickOff: fixture.kickOff,
    at(moment) {
      if (still === null || moment < still.from || moment >= still.until) {
        still = stillAround(seed, fixture, script, moment, time);
      }
      return still.market;
    },
  };
}

function stillAround(
  seed: number,
  fixture: Fixture,
  script: MatchScript,
  moment: number,
  time: CompressedTime,
): Still {
  const { phases } = script;
  const number = phases.findLastIndex(({ from }) => from <= moment);
  const phase = phases[number];
  if (phase === undefined) throw new RangeError(`${fixture.marketId} has no phase at ${moment}`);
  const end = phases[number + 1]?.from ?? Number.POSITIVE_INFINITY;
  if (phase.status !== 'OPEN') {
    // Nothing trades: prices and volume stay as the last open moment left them.
    const stopped = phases.slice(0, number).findLastIndex(({ status }) => status === 'OPEN') + 1;
    const traded = (phases[stopped]?.from ?? phase.from) - 1;
    return { from: phase.from, until: end, market: market(seed, fixture, script, phase, traded, time) };
  }
  const ahead = fixture.kickOff - moment;
  const pace = paceOf(ahead, phase);
  const tick = fixture.kickOff - Math.ceil(ahead / pace) * pace;
  const from = Math.max(tick, phase.from);
  return {
    from,
    until: Math.min(tick + pace, end),
    market: market(seed, fixture, script, phase, from, time),
  };
}

/** How long prices stand: the nearer to kick-off the shorter. Each divides the next boundary's distance. */
function paceOf(ahead: number, { inPlay }: Phase): number {
  if (inPlay) return 10 * SECOND;
  if (ahead > 4 * HOUR) return 10 * MINUTE;
  return ahead > HOUR ? 2 * MINUTE : 20 * SECOND;
}

function market(
  seed: number,
  fixture: Fixture,
  script: MatchScript,
  phase: Phase,
  at: number,
  time: CompressedTime,
): EmulatedMarket {
  const { division, home, away } = fixture;
  const { status, inPlay, version } = phase;
  return {
    marketId: fixture.marketId,
    marketName: 'Match Odds',
    marketType: 'MATCH_ODDS',
    eventTypeId: '1',
    eventId: String(FIRST_EVENT_ID + fixture.index),
    eventName: `${home.name} v ${away.name}`,
    competition: { id: division.id, name: division.name },
    countryCode: division.country.code,
    startTime: time.toWall(fixture.kickOff),
    turnInPlay: true,
    baseRate: 5,
    discountAllowed: true,
    status,
    inPlay,
    betDelay: inPlay ? IN_PLAY_BET_DELAY : 0,
    version,
    numberOfWinners: 1,
    totalMatched: matchedAt(fixture, script, at),
    closedAt: status === 'CLOSED' ? time.toWall(script.closedAt) : null,
    depthMadeUp: false,
    runners: runners(seed, fixture, script, phase, at),
  };
}

function runners(
  seed: number,
  fixture: Fixture,
  script: MatchScript,
  { status }: Phase,
  at: number,
): EmulatedRunner[] {
  const chances = opinionAt(seed, fixture, script, at);
  const liquidity = liquidityAt(fixture, at);
  const random = randomFrom(seed, BOOK, fixture.index, Math.round(at / SECOND));
  const sides = [
    { side: 'home', ...fixture.home },
    { side: 'away', ...fixture.away },
    { side: 'draw', ...THE_DRAW },
  ] as const;
  return sides.map(({ side, selectionId, name }, place): EmulatedRunner => {
    const [back, lay] = laddersAround(chances[side], liquidity, random);
    const open = status === 'OPEN';
    return {
      selectionId,
      name,
      sortPriority: place + 1,
      status: status === 'CLOSED' ? settled(script.result, side) : 'ACTIVE',
      lastPriceTraded: lastTraded(back, lay, random() < 0.5),
      back: open ? back : [],
      lay: open ? lay : [],
    };
  });
}

function settled(result: MatchScript['result'], side: 'home' | 'away' | 'draw'): EmulatedRunner['status'] {
  if (result === 'void') return 'REMOVED';
  return result === side ? 'WINNER' : 'LOSER';
}

function lastTraded(back: readonly PriceSize[], lay: readonly PriceSize[], byBacker: boolean): number | null {
  const best = (byBacker ? back[0] : lay[0]) ?? back[0] ?? lay[0];
  return best?.[0] ?? null;
}
