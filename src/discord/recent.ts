/** The last `limit` keys that were added, for telling repeats. */
export interface Recent {
  /** False if it was there already. */
  add(key: string): boolean;
  delete(key: string): void;
}

export function createRecent(limit: number): Recent {
  const keys = new Set<string>();
  return {
    add(key) {
      if (keys.has(key)) return false;
      keys.add(key);
      const [oldest] = keys;
      if (keys.size > limit && oldest !== undefined) keys.delete(oldest);
      return true;
    },
    delete: (key) => keys.delete(key),
  };
}
