import { EventEmitter } from 'node:events';

export interface Changes {
  /** Says that something a test may wait for has changed. */
  announce(): void;
  /**
   * Resolves with what `probe` finds, now or after a later change.
   * Rejects after `timeout` ms with what was waited for and, from `seen`, what was there instead;
   * rejects at once where `probe` throws.
   */
  until<T>(probe: () => T | undefined, waitedFor: string, seen: () => string, timeout?: number): Promise<T>;
}

/** Waits on conditions without sleeping: each wait looks again whenever a change is announced. */
export function createChanges(): Changes {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    announce: () => {
      emitter.emit('change');
    },
    until: (probe, waitedFor, seen, timeout = 5_000) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(timer);
          emitter.off('change', look);
          settle();
        };
        const look = () => {
          try {
            const found = probe();
            if (found !== undefined) finish(() => resolve(found));
          } catch (error) {
            finish(() => reject(error));
          }
        };
        const timer = setTimeout(
          () =>
            finish(() =>
              reject(new Error(`waited ${timeout} ms for ${waitedFor}; what is there: ${seen()}`)),
            ),
          timeout,
        );
        emitter.on('change', look);
        look();
      }),
  };
}
