import type { App } from '../app.ts';
import type { Skipped } from '../core/events.ts';
import { leavesOut, sameName } from '../core/skips.ts';
import { nearestName } from '../nearest-name.ts';
import { type MarketKnown, marketsKnown } from './markets-known.ts';
import { counted, oneLine, plainName } from './views/wording.ts';

/** The name that was meant, and what there is to say of it: a sentence after a space, or nothing. */
export interface FoundName {
  readonly name: string;
  readonly note: string;
}

/**
 * The name among the markets known now, in full where it was typed as a table shows it, cut short. One that is not
 * there is kept as it is: its markets may not be listed yet.
 */
export function findName(
  app: Pick<App, 'state' | 'lastCatalogue'>,
  what: Skipped['what'],
  typed: string,
): FoundName {
  const markets = marketsKnown(app);
  if (markets.some(({ teams, ...market }) => isNamed(market, teams, { what, name: typed })))
    return { name: typed, note: '' };
  const names = [...new Set(markets.flatMap((market) => namesOf(market, what)).map(oneLine))];
  const [meant, ...others] = names.filter((name) => isCut(typed) && startsAlike(name, typed));
  if (meant !== undefined && others.length === 0) return { name: meant, note: '' };
  return {
    name: typed,
    note: ` ${unknownText(app.lastCatalogue().length, what, nearest(typed, names))}`,
  };
}

const isNamed = (market: Omit<MarketKnown, 'teams'>, teams: readonly string[], skipped: Skipped): boolean =>
  teams.some((selection) => leavesOut(skipped, { ...market, selection, runners: teams }));

function namesOf({ event, competition, teams }: MarketKnown, what: Skipped['what']): readonly string[] {
  switch (what) {
    case 'market':
      return [event];
    case 'team':
      return teams;
    case 'competition':
      return competition === null ? [] : [competition];
  }
}

/** Whatever the capitals. */
function nearest(typed: string, names: readonly string[]): string | null {
  const near = nearestName(
    typed.toLowerCase(),
    names.map((name) => name.toLowerCase()),
  );
  return names.find((name) => name.toLowerCase() === near) ?? null;
}

const CUT = '…';

const isCut = (typed: string): boolean => typed.endsWith(CUT);

function startsAlike(name: string, typed: string): boolean {
  const begin = [...typed.slice(0, -CUT.length).trimEnd()];
  return sameName([...name].slice(0, begin.length).join(''), begin.join(''));
}

function unknownText(markets: number, what: Skipped['what'], near: string | null): string {
  if (markets === 0)
    return `No market was looked at yet: whether there is a ${what} of that name is not known.`;
  const hint = near === null ? '' : ` The nearest is ${plainName(near)}.`;
  return `No ${what} of that name is known among the ${counted(markets, 'market')} listed now.${hint} It holds for those that come.`;
}
