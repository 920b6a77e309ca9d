/** Whether this process may act for its log. Where others could take it over it may for a time only, which it prolongs. */
export interface Leadership {
  /** For how many milliseconds more it surely may; 0 where it may not, Infinity where nothing ends it in time. */
  left(): number;
  /** Sees to it that it may for so long, where it can; false where it cannot. Never rejects. */
  prolong(ms: number): Promise<boolean>;
  /** Why it may not for now, in words; null where it may, as far as is known. */
  lapsed(): string | null;
  /** What threatens that it may, in a sentence, before anything has come of it; null where nothing is known to. */
  threat(): string | null;
  /** Called when it may not any more for now, or for ever. */
  onLapse(listener: () => void): void;
  /** Aborted when another process has taken over, for ever, with an Error that says so. */
  readonly lost: AbortSignal;
}

/** Of a process that is alone in any case. */
export const alone: Leadership = {
  left: () => Number.POSITIVE_INFINITY,
  prolong: async () => true,
  lapsed: () => null,
  threat: () => null,
  onLapse: () => undefined,
  lost: new AbortController().signal,
};

/** Who has taken over for ever, in words; null while nobody has. */
export function takenOver({ left, lost }: Pick<Leadership, 'left' | 'lost'>): string | null {
  if (left() > 0 || !lost.aborted) return null;
  return lost.reason instanceof Error ? lost.reason.message : 'another process has taken over';
}

/** Of a process that may act only where both let it. */
export const both = (one: Leadership, other: Leadership): Leadership => ({
  left: () => Math.min(one.left(), other.left()),
  prolong: async (ms) => (await one.prolong(ms)) && other.prolong(ms),
  lapsed: () => one.lapsed() ?? other.lapsed(),
  threat: () => one.threat() ?? other.threat(),
  onLapse: (listener) => {
    one.onLapse(listener);
    other.onLapse(listener);
  },
  lost: AbortSignal.any([one.lost, other.lost]),
});
