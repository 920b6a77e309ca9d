/** Has the work done soon; `now` does not wait for the gap. */
export type Ask = (how?: 'now') => void;

/**
 * Does the work when it is asked for: never twice at once, at most once in `gapMs` from start to start, and once more
 * where it was asked for while it was done.
 */
export function coalesce(work: () => Promise<void>, gapMs: number): Ask {
  let running = false;
  let wanted: 'no' | 'soon' | 'now' = 'no';
  let startedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const begin = async (): Promise<void> => {
    timer = undefined;
    running = true;
    wanted = 'no';
    startedAt = Date.now();
    await work();
    running = false;
    if (wanted !== 'no') schedule();
  };
  const schedule = (): void => {
    const wait = wanted === 'now' ? 0 : Math.max(0, startedAt + gapMs - Date.now());
    clearTimeout(timer);
    if (wait === 0) void begin();
    else timer = setTimeout(() => void begin(), wait);
  };
  return (how) => {
    if (how === 'now' || wanted === 'no') wanted = how ?? 'soon';
    if (!running && (timer === undefined || how === 'now')) schedule();
  };
}
