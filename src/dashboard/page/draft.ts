import { type ReadonlySignal, signal } from '@preact/signals';

/** What is being typed or dragged: it stays as it is, whatever is shown anew meanwhile. */
export interface Draft<T> {
  /** Null where the hand rests. */
  readonly value: ReadonlySignal<T | null>;
  put(value: T): void;
  /** Forgets it. */
  drop(): void;
}

/** Hands the last value on once nothing was put for so many milliseconds. */
export function createDraft<T>(restMs: number, settle: (value: T) => void): Draft<T> {
  const value = signal<T | null>(null);
  let resting: ReturnType<typeof setTimeout> | undefined;
  const drop = (): void => {
    clearTimeout(resting);
    value.value = null;
  };
  return {
    value,
    put(next) {
      clearTimeout(resting);
      value.value = next;
      resting = setTimeout(() => {
        settle(next);
        drop();
      }, restMs);
    },
    drop,
  };
}
