import type { Errand } from './errands.ts';
import type { Notice } from './notice.ts';

/** The latest notice of each alert that a sink has not been told. */
export interface AlertBox {
  put(key: string, notice: Notice): void;
  next(): Errand | undefined;
  size(): number;
}

export function createAlertBox(): AlertBox {
  const latest = new Map<string, Notice>();
  return {
    put: (key, notice) => {
      latest.set(key, notice);
    },
    size: () => latest.size,
    next: () => {
      const [waiting] = latest;
      if (waiting === undefined) return undefined;
      const [key, first] = waiting;
      return {
        notice: () => latest.get(key) ?? first,
        done: (told) => {
          if (latest.get(key) === told) latest.delete(key);
        },
      };
    },
  };
}
