import type { Reader } from '../../app.ts';

type What = 'prices' | 'scans' | 'health';

/** What a page may show beside the log, as it is now: told from how it was by comparing. */
export type Beside = Readonly<Record<What, string>>;

export function besideLog(
  reader: Pick<Reader, 'state' | 'bookSeen' | 'lastScan' | 'health' | 'betting'>,
): Beside {
  const [bet] = reader.state().openBets;
  const { on, why } = reader.betting();
  return {
    prices: (bet && reader.bookSeen(bet.orderRef)?.at) ?? '',
    scans: reader.lastScan()?.at ?? '',
    health: JSON.stringify([on, why, reader.health().map(({ component, state }) => [component, state])]),
  };
}

export const changesBetween = (before: Beside, after: Beside): readonly What[] =>
  (['prices', 'scans', 'health'] as const).filter((what) => before[what] !== after[what]);
