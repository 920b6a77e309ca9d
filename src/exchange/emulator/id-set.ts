import { bettingException } from './api-exception.ts';

/** A set of a request: empty is the same as none, which is the same as all (SportsAPING.xml). */
export type IdSet = ReadonlySet<string> | null;

export const isAmong = (ids: IdSet, id: string | null): boolean => ids === null || ids.has(id ?? '');

const MOST_IDS = 250;

/** Throws REQUEST_SIZE_EXCEEDS_LIMIT (API reference guide, listCurrentOrders). */
export function refuseTooManyIds({ betIds, marketIds }: Record<'betIds' | 'marketIds', IdSet>): void {
  if ((betIds?.size ?? 0) + (marketIds?.size ?? 0) > MOST_IDS) {
    throw bettingException('REQUEST_SIZE_EXCEEDS_LIMIT', `at most ${MOST_IDS} betIds and marketIds together`);
  }
}
