import type { MarketSummary } from '../exchange/exchange.ts';

/** Finds a selection's name by market and selection id in a catalogue; ids without a name are shown as such. */
export function selectionNames(
  catalogue: readonly MarketSummary[],
): (marketId: string, selectionId: number) => string {
  const names = new Map(
    catalogue.flatMap(({ marketId, runners }) =>
      runners.map(({ selectionId, name }) => [`${marketId}/${selectionId}`, name] as const),
    ),
  );
  return (marketId, selectionId) => names.get(`${marketId}/${selectionId}`) ?? `Selection ${selectionId}`;
}
