import { createHash } from 'node:crypto';
import type { App } from './app.ts';
import { eventText } from './betting/views/event-text.ts';
import { counted } from './betting/views/wording.ts';
import type { CommandCall, Outcome } from './command.ts';
import type { Event } from './core/events.ts';

/** What is about to be done, and the last event of the log as that was found out. */
interface Asked {
  readonly options: object;
  readonly effect: string;
  readonly seq: number;
}

const CONFIRM_WITHIN_MS = 120_000;
const EXPIRED = 'That question is older than two minutes, so its answer does nothing. Ask again.';
/** Further events are counted. */
const NAMED = 3;

/**
 * A question that is still to be answered, or null once it was. The token says until when, and binds the answer to the
 * effect that was shown and to the log as it was: where something has happened since, it is told, and asked anew. A
 * restart alone is not held against an answer, nor is what the same call did when it came for the first time.
 */
export async function openQuestion(
  app: App,
  { name, id, confirmed }: CommandCall,
  { options, effect, seq }: Asked,
): Promise<Outcome | null> {
  const now = app.now();
  const digest = createHash('sha256')
    .update(JSON.stringify([name, options, effect]))
    .digest('base64url')
    .slice(0, 16);
  const ask = (question: string): Outcome => {
    const expires = now + CONFIRM_WITHIN_MS;
    const token = [expires.toString(36), seq.toString(36), digest].join('.');
    return { kind: 'confirm', token, effect: question, expiresAt: new Date(expires).toISOString() };
  };
  if (confirmed === undefined) return ask(effect);
  const [expires = '', askedAt = '', shown] = confirmed.split('.');
  if (!(Number.parseInt(expires, 36) > now)) return { kind: 'refused', code: 'expired', message: EXPIRED };
  const since = await eventsBetween(app, Number.parseInt(askedAt, 36), seq);
  if (since.some(({ cause }) => cause === id)) return null;
  if (shown === digest && since.every(isRestart)) return null;
  return ask(
    `Things have changed since you were asked${happened(since, app)}. Nothing was done. As they are now: ${effect}`,
  );
}

async function eventsBetween(app: App, after: number, last: number): Promise<readonly Event[]> {
  const events: Event[] = [];
  if (!(after < last)) return events;
  for await (const event of app.events(after)) if (event.seq <= last) events.push(event);
  return events;
}

const isRestart = ({ type }: Event): boolean => type === 'BOT_STARTED' || type === 'BOT_STOPPED';

/** `: the bet was lost, -1.00 GBP (event 41), ...`, the newest last; empty where the log has not moved. */
function happened(events: readonly Event[], { currency }: App): string {
  if (events.length === 0) return '';
  const texts = events.slice(-NAMED).map((event) => `${eventText(event, currency)} (event ${event.seq})`);
  const more = events.length - texts.length;
  return `: ${more > 0 ? `${counted(more, 'event')}, then ` : ''}${texts.join(', ')}`;
}
