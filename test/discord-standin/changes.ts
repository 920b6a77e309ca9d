import { EventEmitter } from 'node:events';
import type { Violation } from './conformance.ts';
import type { Interaction } from './interactions.ts';
import type { StoredMessage } from './messages.ts';

/** What happened at the stand-in, for whoever shows it. */
export type News =
  | { readonly what: 'posted' | 'edited' | 'deleted'; readonly message: StoredMessage }
  | { readonly what: 'identified' | 'resumed' | 'disconnected' | 'heartbeat' | 'registered' | 'changed' }
  | { readonly what: 'unanswered'; readonly interaction: Interaction }
  | { readonly what: 'violation'; readonly violation: Violation };

export interface Changes {
  /** Says that something a test may wait for has changed. */
  announce(news: News): void;
  /** Calls for all news; the function that it returns ends that. */
  listen(listener: (news: News) => void): () => void;
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
    announce: (news) => {
      emitter.emit('change', news);
    },
    listen: (listener) => {
      emitter.on('change', listener);
      return () => emitter.off('change', listener);
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
