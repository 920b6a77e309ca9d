import type { MarketSummary } from '../exchange/exchange.ts';

/** Finds a selection's name by market and selection id in a catalogue; ids without a name are shown as such. */
export function selectionNames(
  catalogue: readonly MarketSummary[],
): (marketId: string, selectionId: number) => string {
  const runnersOf = new Map(catalogue.map(({ marketId, runners }) => [marketId, runners]));
  return (marketId, selectionId) =>
    runnersOf.get(marketId)?.find((runner) => runner.selectionId === selectionId)?.name ??
    `Selection ${selectionId}`;
}
