import { signal } from '@preact/signals';

/** Since when (epoch ms) the server has not been heard of; null while it is. */
export const lostSince = signal<number | null>(null);

let listening = false;

/** The stream of events is open. */
export function streamOpened(): void {
  listening = true;
  lostSince.value = null;
}

export function streamLost(): void {
  listening = false;
  lostSince.value ??= Date.now();
}

/** A request was answered: nothing is lost, unless the stream is. */
export function answered(): void {
  if (listening) lostSince.value = null;
}

export function unanswered(): void {
  lostSince.value ??= Date.now();
}
