import { computed, signal } from '@preact/signals';

/** The event after which the page shows how things stood; null for now. */
export const at = signal<number | null>(null);

/** The log's last event as far as the page has heard. */
export const lastSeq = signal(0);

export const inThePast = computed(() => at.value !== null);

/** Shows how things stood after an event; the last one is the present. */
export function showPast(seq: number): void {
  at.value = seq >= lastSeq.peek() ? null : Math.max(1, seq);
}

export function showPresent(): void {
  at.value = null;
}
