import { expect, it } from 'vitest';
import { checkStore } from '../../src/doctor/check-store.ts';
import { findingLine } from '../../src/doctor/report.ts';
import type { StoreSeen } from '../../store/postgres/look-at-store.ts';

type Seen = Extract<StoreSeen, { kind: 'there' }>;

const RIGHTS = { role: 'bot', isSuperuser: false, isOwner: false, mayWork: true, mayChange: false };
const WELL: Seen = {
  ...{ kind: 'there', version: '17.5', role: 'bot', encoding: 'UTF8', synchronousCommit: 'on', fsync: 'on' },
  schema: { missing: [], unknown: [] },
  rights: RIGHTS,
  stream: { events: 1_234, lease: null },
};

const lines = (seen: StoreSeen): readonly string[] =>
  checkStore(seen, 'live').map((finding) => findingLine(finding, false));
const differing = (changes: Partial<Seen>): readonly string[] =>
  lines({ ...WELL, ...changes }).filter((line) => !lines(WELL).includes(line));

it('finds a database well', () => {
  expect(lines(WELL)).toEqual([
    'pass     Database: PostgreSQL 17.5 answers, and lets the role "bot" in.',
    'pass     Durability: what is acknowledged is on its disk (synchronous_commit is on).',
    'pass     Schema: the tables are as this program needs them.',
    'pass     Rights: the role "bot" may read and append, and change or remove nothing.',
    'pass     Stream: "live" has 1,234 events.',
    'pass     Lease: no bot appends to the stream.',
  ]);
});

it('fails where it does not answer, and tells nothing else of it', () => {
  expect(lines({ kind: 'away', why: 'no database answers there (ECONNREFUSED)' })).toEqual([
    'fail     Database: no database answers there (ECONNREFUSED). See that it runs, and that STORE_URL says where it is and who asks.',
    'skip     Stream: not to be told without the database.',
  ]);
});

it.each<[string, Partial<Seen>, RegExp]>([
  ['another encoding', { encoding: 'LATIN1' }, /^fail {5}Database: .* encoding is LATIN1/],
  [
    'no wait for the disk',
    { synchronousCommit: 'off' },
    /^fail {5}Durability: .* set synchronous_commit = on\.$/,
  ],
  ['no sync at all', { fsync: 'off' }, /^fail {5}Durability: fsync is off/],
  ['no schema', { schema: 'none' }, /^fail {5}Schema: .* not there: run npm run store:migrate\.$/],
  [
    'a schema that is closed',
    { schema: 'closed' },
    /^fail {5}Schema: .*: run npm run store:migrate -- --role bot\.$/,
  ],
  [
    'an older schema',
    { schema: { missing: ['0002-leases'], unknown: [] } },
    /^fail {5}Schema: it lacks 0002-leases: run/,
  ],
  [
    'a newer schema',
    { schema: { missing: [], unknown: ['0009-x'] } },
    /^warning {2}Schema: a newer program .*0009-x/,
  ],
  [
    'no rights',
    { rights: { ...RIGHTS, mayWork: false } },
    /^fail {5}Rights: .* npm run store:migrate -- --role bot\.$/,
  ],
  [
    'a superuser',
    { rights: { ...RIGHTS, isSuperuser: true } },
    /^warning {2}Rights: the role "bot" is a superuser/,
  ],
  [
    'an owner',
    { rights: { ...RIGHTS, isOwner: true } },
    /^warning {2}Rights: the role "bot" owns the tables/,
  ],
  [
    'a right too many',
    { rights: { ...RIGHTS, mayChange: true } },
    /^warning {2}Rights: .*: revoke update, delete, truncate/,
  ],
  ['a stream that it may not read', { stream: null }, /^skip {5}Stream: /],
  ['a new stream', { stream: { events: 0, lease: null } }, /^pass {5}Stream: "live" has no event yet/],
  ['one event', { stream: { events: 1, lease: null } }, /^pass {5}Stream: "live" has 1 event\.$/],
  [
    'a holder',
    { stream: { events: 1_234, lease: { fence: 7, lastsMs: 7_000, holder: 'process 12 on a' } } },
    /^skip {5}Lease: process 12 on a has it \(number 7\)\. .* no sign of life for 7 s\.$/,
  ],
])('says so of %s', (_, changes, said) => {
  expect(differing(changes)).toEqual([expect.stringMatching(said)]);
});

it('takes a lease that was given back for a free one', () => {
  const lease = { fence: 7, lastsMs: 7_000, holder: null };
  expect(differing({ stream: { events: 1_234, lease } })).toEqual([]);
});
