import type {
  EmulatedMarket,
  EmulatedRunner,
  MarketSource,
} from '../../src/exchange/emulator/market-source.ts';

/** A market that changes at the named moments: milliseconds after `start`, each with what is different from then on. */
export interface Script {
  readonly marketId: string;
  readonly start: number;
  readonly steps: readonly (readonly [after: number, change: Partial<EmulatedMarket>])[];
}

export const HOME = 47_998;
export const AWAY = 47_999;
export const DRAW = 58_805;

/** A runner offered at 3.5 to back and at 3.55 to lay, unless told otherwise. */
export function runner(selectionId: number, change: Partial<EmulatedRunner> = {}): EmulatedRunner {
  const names = new Map([
    [HOME, 'Home'],
    [AWAY, 'Away'],
    [DRAW, 'The Draw'],
  ]);
  return {
    selectionId,
    name: names.get(selectionId) ?? `Runner ${selectionId}`,
    sortPriority: [HOME, AWAY, DRAW].indexOf(selectionId) + 1,
    status: 'ACTIVE',
    lastPriceTraded: 3.5,
    back: [
      [3.5, 100],
      [3.45, 50],
      [3.4, 50],
      [3.35, 500],
    ],
    lay: [
      [3.55, 100],
      [3.6, 50],
      [3.65, 50],
      [3.7, 500],
    ],
    ...change,
  };
}

/** The runners with these statuses and no book, as at the end. */
export function ended(...statuses: readonly EmulatedRunner['status'][]): readonly EmulatedRunner[] {
  return [HOME, AWAY, DRAW].map((id, index) => {
    const status = statuses[index];
    if (status === undefined) throw new RangeError('one status a runner');
    return runner(id, { status, back: [], lay: [] });
  });
}

export function market(marketId: string, startTime: number): EmulatedMarket {
  return {
    marketId,
    marketName: 'Match Odds',
    marketType: 'MATCH_ODDS',
    eventTypeId: '1',
    eventId: `event-${marketId}`,
    eventName: `Home v Away ${marketId}`,
    competition: { id: '10932509', name: 'English Premier League' },
    countryCode: 'GB',
    startTime,
    turnInPlay: true,
    baseRate: 5,
    discountAllowed: true,
    status: 'OPEN',
    inPlay: false,
    betDelay: 0,
    version: 1_000,
    numberOfWinners: 1,
    totalMatched: 12_345.67,
    closedAt: null,
    depthMadeUp: false,
    runners: [runner(HOME), runner(AWAY), runner(DRAW)],
  };
}

/** A market source that plays its scripts. */
export function scriptedSource(scripts: readonly Script[]): MarketSource {
  const byId = new Map(scripts.map((script) => [script.marketId, script]));
  function at(script: Script, moment: number): EmulatedMarket | undefined {
    if (moment < script.start) return undefined;
    let now = market(script.marketId, script.start + 3_600_000);
    for (const [after, change] of script.steps) {
      if (script.start + after > moment) continue;
      const closedAt = change.status === 'CLOSED' ? script.start + after : now.closedAt;
      now = { ...now, version: now.version + 1, closedAt, ...change };
    }
    return now;
  }
  return {
    list: (moment) =>
      scripts.flatMap((script) => at(script, moment) ?? []).filter((each) => each.status !== 'CLOSED'),
    market(marketId, moment) {
      const script = byId.get(marketId);
      return script && at(script, moment);
    },
  };
}
