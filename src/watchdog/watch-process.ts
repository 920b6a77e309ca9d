import type { Clock } from '../clock.ts';
import { megabytes, SPARSE, TOO_LITTLE } from '../disk-space.ts';
import type { ComponentHealth } from '../health.ts';
import type { Alerts } from '../notify/alerts.ts';
import { CERTIFICATE_SOON, judge, type Reading } from './judge.ts';
import type { Trouble } from './trouble.ts';

export interface WatchParts {
  readonly alerts: Pick<Alerts, 'raise' | 'clear'>;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  /** The longest that the event loop was held up since it was asked before, in ms. */
  readonly longestStall: () => number;
  /** Bytes that are free where the data folder is. Rejects where that cannot be told. */
  readonly freeSpace: () => Promise<number>;
  /** Wall-clock ms; null where there is no certificate. */
  readonly certificateEnds: number | null;
}

export interface ProcessWatch {
  /** Looks, and tells a person once of what is wrong and once when it has been well for a while. */
  look(): Promise<void>;
  health(): readonly ComponentHealth[];
}

/** A stall or a jump is a moment; so long after the last one it is over. */
const OVER_AFTER = 10 * 60_000;

const KEYS: readonly Trouble['key'][] = ['loop', 'clock', 'disk', 'certificate'];

/** Watches over what the bot stands on: its event loop, the disk, the clock, the certificate. */
export function watchProcess(parts: WatchParts): ProcessWatch {
  const { alerts, clock, certificateEnds } = parts;
  let last: Reading | null = null;
  const seen = new Map<Trouble['key'], { readonly trouble: Trouble; readonly at: number }>();

  async function read(): Promise<Reading> {
    const free = await parts.freeSpace().catch(() => null);
    return {
      now: clock.now(),
      monotonic: clock.monotonic(),
      longestStall: parts.longestStall(),
      ...{ free, certificateEnds },
    };
  }

  return {
    look: async () => {
      const reading = await read();
      const { monotonic } = reading;
      for (const trouble of judge(last, reading)) {
        seen.set(trouble.key, { trouble, at: monotonic });
        alerts.raise(trouble.key, trouble);
      }
      last = reading;
      for (const key of KEYS) {
        const before = seen.get(key);
        if (before === undefined || monotonic - before.at < OVER_AFTER) continue;
        seen.delete(key);
        alerts.clear(key);
      }
    },
    health: () => [
      ofLoop([seen.get('loop'), seen.get('clock')].flatMap((found) => found?.trouble ?? [])),
      ofDisk(last),
      ...(certificateEnds === null ? [] : [ofCertificate(certificateEnds, clock.now())]),
    ],
  };
}

const ofLoop = (troubles: readonly Trouble[]): ComponentHealth => ({
  component: 'process',
  state: troubles.length === 0 ? 'ok' : 'degraded',
  why: [
    troubles.length === 0
      ? 'It keeps up with its work, and the clock with it.'
      : troubles.map(({ title, text }) => `${title}. ${text}`).join(' '),
  ],
});

function ofDisk(last: Reading | null): ComponentHealth {
  const component = 'disk';
  const times = last === null ? {} : { looked: new Date(last.now).toISOString() };
  const free = last?.free ?? null;
  if (free === null)
    return { component, state: 'degraded', why: ['How much of it is free is not known.'], times };
  const why = [`${megabytes(free)} are free where the data folder is.`];
  return { component, state: free < TOO_LITTLE ? 'failed' : free < SPARSE ? 'degraded' : 'ok', why, times };
}

const ofCertificate = (ends: number, now: number): ComponentHealth => ({
  component: 'certificate',
  state: ends - now < CERTIFICATE_SOON ? 'degraded' : 'ok',
  why: ['It ends ', { at: new Date(ends).toISOString() }, '.'],
});
