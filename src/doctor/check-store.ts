import type { StoreSeen } from '../../store/postgres/look-at-store.ts';
import { sayTooMuch } from '../../store/postgres/role-rights.ts';
import { type Finding, fail, pass, skip, warning } from './finding.ts';

type Seen = Extract<StoreSeen, { kind: 'there' }>;

const MIGRATE = 'run npm run store:migrate';

/** What the PostgreSQL of the event log is fit for, from a look at it; `stream` is the bot's. */
export function checkStore(seen: StoreSeen, stream: string): readonly Finding[] {
  if (seen.kind === 'away')
    return [
      fail('Database', `${seen.why}. See that it runs, and that STORE_URL says where it is and who asks.`),
      skip('Stream', 'not to be told without the database.'),
    ];
  return [
    checkServer(seen),
    checkDurability(seen),
    checkSchema(seen),
    ...checkRights(seen),
    ...checkStream(seen, stream),
  ];
}

function checkServer({ version, role, encoding }: Seen): Finding {
  const said = `PostgreSQL ${version} answers, and lets the role "${role}" in`;
  if (encoding === 'UTF8') return pass('Database', `${said}.`);
  return fail(
    'Database',
    `${said}, but its encoding is ${encoding}, and events are UTF-8: make another one with create database ... encoding 'UTF8' template template0, and name it in STORE_URL.`,
  );
}

/** What was acknowledged must have reached a disk, or a bet that was placed could be forgotten. */
function checkDurability({ synchronousCommit, fsync, role }: Seen): Finding {
  const subject = 'Durability';
  const loses = 'an event that was acknowledged could be lost when the server dies';
  if (fsync === 'off')
    return fail(subject, `fsync is off, so that ${loses}: set it on for the whole server.`);
  if (synchronousCommit === 'off')
    return fail(
      subject,
      `synchronous_commit is off, so that ${loses}: alter role "${role}" set synchronous_commit = on.`,
    );
  return pass(subject, `what is acknowledged is on its disk (synchronous_commit is ${synchronousCommit}).`);
}

function checkSchema({ schema, role }: Seen): Finding {
  const subject = 'Schema';
  if (schema === 'none') return fail(subject, `the tables of the event log are not there: ${MIGRATE}.`);
  if (schema === 'closed')
    return fail(subject, `the role "${role}" may not use the tables: ${MIGRATE} -- --role ${role}.`);
  const { missing, unknown } = schema;
  if (missing.length > 0) return fail(subject, `it lacks ${missing.join(', ')}: ${MIGRATE}.`);
  if (unknown.length > 0)
    return warning(
      subject,
      `a newer program has changed it (${unknown.join(', ')}): take that program here, too, unless it is known to suit this one.`,
    );
  return pass(subject, 'the tables are as this program needs them.');
}

function checkRights({ rights }: Seen): readonly Finding[] {
  const subject = 'Rights';
  if (rights === null) return [];
  const { role, mayWork } = rights;
  if (!mayWork)
    return [fail(subject, `the role "${role}" may not read and append: ${MIGRATE} -- --role ${role}.`)];
  const tooMuch = sayTooMuch(rights);
  if (tooMuch !== null) return [warning(subject, `${tooMuch}.`)];
  return [pass(subject, `the role "${role}" may read and append, and change or remove nothing.`)];
}

function checkStream({ stream: seen }: Seen, name: string): readonly Finding[] {
  if (seen === null) return [skip('Stream', 'not to be told until tables and rights are right.')];
  const { events, lease } = seen;
  const count = `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}`;
  const stream = pass(
    'Stream',
    events === 0 ? `"${name}" has no event yet; the first start begins it.` : `"${name}" has ${count}.`,
  );
  if (lease === null || lease.holder === null)
    return [stream, pass('Lease', 'no bot appends to the stream.')];
  const { holder, fence, lastsMs } = lease;
  return [
    stream,
    skip(
      'Lease',
      `${holder} has it (number ${fence}). A second bot waits until that one gives it back, or gives no sign of life for ${lastsMs / 1_000} s.`,
    ),
  ];
}
