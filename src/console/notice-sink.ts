import type { NoticeSink } from '../notify/notice.ts';
import { renderNotice } from './render-reply.ts';
import type { Terminal } from './terminal.ts';

export interface NoticeSinkParts {
  readonly terminal: Terminal;
  readonly timeZone: string;
  /** Wall-clock milliseconds. */
  readonly now: () => number;
}

/** Prints each notice, so that someone who runs the bot without Discord sees each step. */
export function createNoticeSink({ terminal, timeZone, now }: NoticeSinkParts): NoticeSink {
  return {
    name: 'console',
    deliver: async ({ at, message }) => {
      const { colour } = terminal;
      terminal.print(renderNotice(at, message, { width: terminal.width(), colour, timeZone, now: now() }));
    },
  };
}
