import { backOff } from './back-off.ts';
import { streamLost, streamOpened } from './connection.ts';
import { readJson } from './read-json.ts';
import type { Changed, LoggedEvent } from './wire-types.ts';

export interface Listener {
  readonly appended: (event: LoggedEvent) => void;
  readonly changed: (what: Changed['what']) => void;
  /** Anything may have changed: at the start, and where the connection was lost. */
  readonly reset: () => void;
}

/** Listens to the server's events for as long as the page is open, and comes back wherever that breaks. */
export function listen(listener: Listener): void {
  let failures = 0;
  const connect = (): void => {
    const source = new EventSource('/api/stream');
    source.addEventListener('open', () => {
      failures = 0;
      streamOpened();
      listener.reset();
    });
    source.addEventListener('error', () => {
      streamLost();
      // The browser comes back by itself unless the server refused.
      if (source.readyState !== EventSource.CLOSED) return;
      failures += 1;
      setTimeout(connect, backOff(failures, Math.random()));
    });
    source.addEventListener('appended', ({ data }) => listener.appended(readJson(data) as LoggedEvent));
    source.addEventListener('changed', ({ data }) => listener.changed((readJson(data) as Changed).what));
    source.addEventListener('reset', () => listener.reset());
  };
  connect();
}
