import { setImmediate as nextTurn } from 'node:timers/promises';

/** In ms: whoever waits meanwhile does not notice. */
const AT_A_TIME_MS = 10;

/** The same items, but others get their turn between them: for lists that take long to walk through. */
export async function* unhurried<T>(items: Iterable<T>): AsyncGenerator<T> {
  let since = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - since < AT_A_TIME_MS) continue;
    await nextTurn();
    since = performance.now();
  }
}
