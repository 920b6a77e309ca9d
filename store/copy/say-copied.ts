import { sayHead } from '../verification.ts';
import type { Copying } from './copy-log.ts';
import type { LogPlace } from './log-place.ts';

interface Told {
  readonly from: LogPlace;
  readonly to: LogPlace;
  /** How long it took in all. */
  readonly ms: number;
}

/** What was copied, for standard output. */
export function sayCopied(
  { head, had }: Extract<Copying, { kind: 'copied' }>,
  { from, to, ms }: Told,
): readonly string[] {
  const copied = head.seq - had;
  const pace = `in ${(ms / 1000).toFixed(1)} s, ${Math.round((copied * 1000) / Math.max(ms, 1))} a second`;
  return [
    sayHead(from.name, head),
    sayHead(to.name, head),
    `${copied} events copied ${pace}; ${had} were there already.`,
  ];
}
