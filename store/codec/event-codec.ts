import { z } from 'zod';
import type { Actor, Envelope, Event, EventType, Fact } from '../../src/core/events.ts';
import { EVENT_REGISTRY, type EventRegistry } from './event-registry.ts';
import { chainHash, HASH_FIELD_LENGTH } from './hash-chain.ts';

/** An event that this program cannot read, or must not write because it could not read it back. */
export class EventNotUnderstood extends Error {
  readonly code = 'EVENT_NOT_UNDERSTOOD';

  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'EventNotUnderstood';
  }
}

const ACTOR = /^(system|config|console|dashboard|discord:.+)$/;

const envelopeSchema = z.strictObject({
  seq: z.int().positive(),
  last: z.int().positive(),
  id: z.uuidv7(),
  type: z.string(),
  version: z.int().positive(),
  at: z.iso.datetime({ precision: 3 }),
  actor: z.custom<Actor>((actor) => typeof actor === 'string' && ACTOR.test(actor), 'nobody known'),
  cause: z.string().min(1),
  data: z.unknown(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Reads any version and returns the newest; throws EventNotUnderstood, naming the type and what is wrong. */
export function parseEvent(raw: unknown, registry: EventRegistry = EVENT_REGISTRY): Event {
  const envelope = envelopeSchema.safeParse(raw);
  if (!envelope.success) throw new EventNotUnderstood(`not an event: ${sayFaults(envelope.error)}`);
  const { type, version, data } = envelope.data;
  const byAnother = 'written by a newer version of this program?';
  if (!isEventType(type, registry)) throw new EventNotUnderstood(`unknown event type ${type}: ${byAnother}`);
  const kind = registry[type];
  if (version > kind.version) {
    throw new EventNotUnderstood(`${type} of version ${version}, known up to ${kind.version}: ${byAnother}`);
  }
  try {
    const newest = kind.upcasts.slice(version - 1).reduce((older, upcast) => upcast(older), data);
    return kind.assemble(envelope.data, newest);
  } catch (cause) {
    const faults = cause instanceof z.ZodError ? sayFaults(cause) : String(cause);
    throw new EventNotUnderstood(`${type} of version ${version}: ${faults}`, { cause });
  }
}

/** The event's line in the file, without its comma; `parseEvent(JSON.parse(line))` gives it back. */
export function eventLine(event: Event): string {
  return JSON.stringify(event);
}

/**
 * The fact as an event of the newest version, chained to the hash before it.
 * Throws EventNotUnderstood for what could not be read back: such a line must never be written.
 */
export function sealEvent(
  fact: Fact,
  numbering: Omit<Envelope, 'version' | 'hash'>,
  previousHash: string,
): Event {
  const { version } = EVENT_REGISTRY[fact.type];
  const { type, data } = fact;
  const draft = parseEvent({ ...numbering, type, version, data, hash: previousHash });
  const body = eventLine(draft).slice(0, -HASH_FIELD_LENGTH);
  return { ...draft, hash: chainHash(previousHash, body) };
}

function isEventType(type: string, registry: EventRegistry): type is EventType {
  return Object.hasOwn(registry, type);
}

function sayFaults(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => [...path.map(String), message].join(': ')).join('; ');
}
