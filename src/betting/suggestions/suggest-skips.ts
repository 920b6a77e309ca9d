import type { App } from '../../app.ts';
import type { CommandCall, Suggestion } from '../../command.ts';
import { isDraw, skipsAt } from '../../core/skips.ts';
import { type MarketKnown, marketsKnown } from '../markets-known.ts';
import { skippedText } from '../views/skips.ts';
import { oneLine, plainName } from '../views/wording.ts';
import { suggestionName } from './suggestion-name.ts';

/** What could be skipped, of the open bets and of the markets that were listed last: `what` tells of which kind. */
export function suggestNames(app: App, { what }: CommandCall['options']): readonly Suggestion[] {
  const markets = marketsKnown(app);
  switch (what) {
    case 'market':
      return unique(markets.map(asMarket));
    case 'team':
      return unique(markets.flatMap(({ teams }) => teams.filter((name) => !isDraw(name)).map(asName)));
    case 'competition':
      return unique(
        markets.flatMap(({ competition }) => (competition === null ? [] : [asName(competition)])),
      );
    default:
      return [];
  }
}

/** What is skipped now, the newest first, by its number. */
export const suggestSkips = ({ state, now }: App): readonly Suggestion[] =>
  skipsAt(state(), new Date(now()).toISOString())
    .toReversed()
    .map((skip) => ({ name: `#${skip.seq}: ${skippedText(skip)}`, value: `#${skip.seq}` }));

const asMarket = ({ marketId, event, competition }: MarketKnown): Suggestion => ({
  name: suggestionName(event, competition === null ? marketId : plainName(competition, 40)),
  value: marketId,
  inFull: event,
});

const asName = (name: string): Suggestion => ({ name: plainName(name), value: oneLine(name), inFull: name });

const unique = (all: readonly Suggestion[]): readonly Suggestion[] =>
  all.filter(({ value }, at) => all.findIndex((other) => other.value === value) === at);
