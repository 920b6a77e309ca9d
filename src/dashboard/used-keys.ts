/** Remembers which call each idempotency key came with. */
export interface UsedKeys {
  /** False where the key came with another call before; a call is told by a text of its own. */
  accepts(key: string, call: string): boolean;
}

const REMEMBERED = 5_000;

/** Of the last few thousand keys; of older ones the log knows what they led to. */
export function createUsedKeys(): UsedKeys {
  const calls = new Map<string, string>();
  return {
    accepts: (key, call) => {
      const known = calls.get(key);
      if (known !== undefined) return known === call;
      calls.set(key, call);
      for (const oldest of calls.keys()) {
        if (calls.size <= REMEMBERED) break;
        calls.delete(oldest);
      }
      return true;
    },
  };
}
