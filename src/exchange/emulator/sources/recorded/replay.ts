import { applyChange, type StreamedMarket, unheardOf } from '../../../../recordings/streamed-market.ts';
import type { MarketRecording } from './recording.ts';

/**
 * Replays one market: the returned function gives it as it stood at a moment of recorded time, null
 * before its first change. Moments may be asked in any order; going forward costs only the changes in
 * between, going back replays from the start. The answer is the same object until a change comes.
 */
export function replay({ changes }: MarketRecording): (pt: number) => StreamedMarket | null {
  let market = unheardOf();
  let applied = 0;
  return (pt) => {
    const last = changes[applied - 1];
    if (last !== undefined && last.pt > pt) {
      market = unheardOf();
      applied = 0;
    }
    const before = applied;
    for (let next = changes[applied]; next !== undefined && next.pt <= pt; next = changes[applied]) {
      applyChange(market, next, next.pt);
      applied += 1;
    }
    if (applied !== before) market = { ...market };
    return applied === 0 ? null : market;
  };
}
