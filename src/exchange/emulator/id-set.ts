/** A set of a request: empty is the same as none, which is the same as all (SportsAPING.xml). */
export type IdSet = ReadonlySet<string> | null;

export const isAmong = (ids: IdSet, id: string | null): boolean => ids === null || ids.has(id ?? '');
