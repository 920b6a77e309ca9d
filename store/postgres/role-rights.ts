import type { ClientBase } from 'pg';

/** What a role may do with the events. */
export interface RoleRights {
  readonly role: string;
  readonly isSuperuser: boolean;
  /** Then it may take away what holds the events as they are. */
  readonly isOwner: boolean;
  /** Read and append, and hold a lease. */
  readonly mayWork: boolean;
  /** Whether it has a right to change or remove an event, which the database would still refuse. */
  readonly mayChange: boolean;
}

/** Of a role that is there, in a database that has the tables. */
export async function rightsOf(client: ClientBase, role: string): Promise<RoleRights> {
  const { rows } = await client.query<RoleRights>(
    `select rolname as role, rolsuper as "isSuperuser",
        pg_has_role(oid, (select relowner from pg_class where oid = 'rollover.events'::regclass), 'member') as "isOwner",
        has_schema_privilege(oid, 'rollover', 'usage')
          and has_table_privilege(oid, 'rollover.events', 'select')
          and has_table_privilege(oid, 'rollover.events', 'insert')
          and has_table_privilege(oid, 'rollover.leases', 'select')
          and has_table_privilege(oid, 'rollover.leases', 'insert')
          and has_table_privilege(oid, 'rollover.leases', 'update')
          and has_table_privilege(oid, 'rollover.kept', 'select')
          and has_table_privilege(oid, 'rollover.kept', 'insert')
          and has_table_privilege(oid, 'rollover.kept', 'update') as "mayWork",
        has_table_privilege(oid, 'rollover.events', 'update, delete, truncate') as "mayChange"
      from pg_roles where rolname = $1`,
    [role],
  );
  const [rights] = rows;
  if (rights === undefined) throw new Error(`the role "${role}" went away`);
  return rights;
}

/** What more than it needs the bot's role may do, and what to do about it; null where it may not. */
export function sayTooMuch({ role, isSuperuser, isOwner, mayChange }: RoleRights): string | null {
  const own = 'let the bot connect as a role of its own, that is neither superuser nor owner';
  if (isSuperuser) return `the role "${role}" is a superuser, and could change or remove events: ${own}`;
  if (isOwner) return `the role "${role}" owns the tables, and could change or remove events: ${own}`;
  if (!mayChange) return null;
  const revoke = `revoke update, delete, truncate on rollover.events from "${role}"`;
  return `the role "${role}" has rights to change or remove events, which the tables refuse as yet: ${revoke}`;
}
