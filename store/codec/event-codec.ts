import { z } from 'zod';
import type { Actor, Envelope, Event, EventType, Fact } from '../../src/core/events.ts';
import { EVENT_REGISTRY, type EventRegistry, type Upcast } from './event-registry.ts';
import { chainHash, FIRST_HASH, HASH_FIELD_LENGTH } from './hash-chain.ts';

/** An event that this program cannot read, or must not write because it could not read it back. */
class EventNotUnderstood extends Error {
  readonly code = 'EVENT_NOT_UNDERSTOOD';

  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'EventNotUnderstood';
  }
}

/** Formats are checked apart from it: as parts of the schema they would take half of the time of reading. */
const envelopeSchema = z.compile(
  z.strictObject({
    seq: z.int().positive(),
    last: z.int().positive(),
    id: z.string(),
    type: z.string(),
    version: z.int().positive(),
    at: z.string(),
    actor: z.string(),
    cause: z.string().min(1),
    data: z.unknown(),
    hash: z.string(),
  }),
);

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;
const ACTOR = /^(system|config|console|dashboard|discord:.+)$/;

type Checked = z.output<typeof envelopeSchema> & Pick<Envelope, 'actor'>;

function checkEnvelope(raw: unknown): Checked {
  const parsed = envelopeSchema.safeParse(raw);
  if (!parsed.success) throw new EventNotUnderstood(`not an event: ${sayFault(parsed.error)}`);
  const { id, at, actor, hash } = parsed.data;
  if (!UUID_V7.test(id)) throw new EventNotUnderstood(`not an event: id: not a UUID of version 7: ${id}`);
  if (!TIME.test(at)) throw new EventNotUnderstood(`not an event: at: not an ISO time in UTC with ms: ${at}`);
  if (hash.length !== FIRST_HASH.length)
    throw new EventNotUnderstood(`not an event: hash: not SHA-256: ${hash}`);
  if (!isActor(actor)) throw new EventNotUnderstood(`not an event: actor: nobody known: ${actor}`);
  return Object.assign(parsed.data, { actor });
}

function isActor(actor: string): actor is Actor {
  return ACTOR.test(actor);
}

/** Reads any version and returns the newest; throws EventNotUnderstood, naming the type and what is wrong. */
export function parseEvent(raw: unknown, registry: EventRegistry = EVENT_REGISTRY): Event {
  const envelope = checkEnvelope(raw);
  const { type, version, data } = envelope;
  const byAnother = 'written by a newer version of this program?';
  if (!isEventType(type, registry)) throw new EventNotUnderstood(`unknown event type ${type}: ${byAnother}`);
  const kind = registry[type];
  if (version > kind.version) {
    throw new EventNotUnderstood(`${type} of version ${version}, known up to ${kind.version}: ${byAnother}`);
  }
  try {
    const newest = version === kind.version ? data : upcast(kind.upcasts.slice(version - 1), data);
    return kind.assemble(envelope, newest);
  } catch (cause) {
    const fault = cause instanceof z.ZodError ? sayFault(cause) : String(cause);
    throw new EventNotUnderstood(`${type} of version ${version}: ${fault}`, { cause });
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

/**
 * The fact as an event of a log that is never read back: neither checked nor chained, which takes most of an append's
 * time. Field by field: see `complete` in the journal.
 */
export function numberEvent(
  { type, data }: Fact,
  { seq, last, id, at, actor, cause }: Omit<Envelope, 'version' | 'hash'>,
): Event {
  const { version } = EVENT_REGISTRY[type];
  return { seq, last, id, type, version, at, actor, cause, data, hash: FIRST_HASH } as Event;
}

function upcast(steps: readonly Upcast[], data: unknown): unknown {
  return steps.reduce((older, step) => step(older), data);
}

function isEventType(type: string, registry: EventRegistry): type is EventType {
  return Object.hasOwn(registry, type);
}

/** The first of them: one may bring many others with it, and this is read on a phone. */
function sayFault({ issues: [first] }: z.ZodError): string {
  return first === undefined ? 'of another shape' : [...first.path.map(String), first.message].join(': ');
}
