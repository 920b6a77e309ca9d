import { signal } from '@preact/signals';

/** The present by the reader's clock, epoch ms, moved on every second while the page is seen. */
export const now = signal(Date.now());

setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, 1_000);
