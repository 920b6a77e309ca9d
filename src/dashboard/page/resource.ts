import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { ApiFault, getJson } from './api.ts';
import { coalesce } from './coalesce.ts';
import { answered, unanswered } from './connection.ts';

/** Something that the page shows and that the API tells. */
export interface Resource<T> {
  /** The last answer; null before the first. */
  readonly data: ReadonlySignal<T | null>;
  /** Why the last request had no answer. */
  readonly fault: ReadonlySignal<string | null>;
  /** What is asked for now is not what is shown. */
  readonly turning: ReadonlySignal<boolean>;
  /** It has changed: asked for anew while somebody looks, else when somebody does. */
  readonly refresh: () => void;
  /** Somebody looks, until the function that comes back is called. */
  readonly watch: () => () => void;
}

const GAP_MS = 250;

/** `path` may depend on signals; null where there is nothing to ask for. */
export function createResource<T>(path: () => string | null, gapMs = GAP_MS): Resource<T> {
  const data = signal<T | null>(null);
  const fault = signal<string | null>(null);
  const turning = signal(false);
  const shown = signal<string | null>(null);
  let watchers = 0;
  let stale = true;

  const ask = coalesce(async () => {
    const asked = path();
    stale = false;
    if (asked === null) return;
    try {
      const answer = await getJson<T>(asked);
      answered();
      if (asked !== path()) return;
      data.value = answer;
      shown.value = asked;
      fault.value = null;
      turning.value = false;
    } catch (error) {
      stale = true;
      if (!(error instanceof ApiFault)) return unanswered();
      if (asked === path()) fault.value = error.message;
    }
  }, gapMs);

  effect(() => {
    const wanted = path();
    turning.value = wanted !== shown.peek();
    if (!turning.peek()) return;
    stale = true;
    if (watchers > 0) ask('now');
  });

  return {
    data,
    fault,
    turning,
    refresh: () => {
      stale = true;
      if (watchers > 0) ask();
    },
    watch: () => {
      watchers += 1;
      if (stale) ask('now');
      return () => {
        watchers -= 1;
      };
    },
  };
}
