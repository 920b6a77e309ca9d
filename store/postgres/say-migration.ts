import { DatabaseError } from 'pg';
import { type Migrated, NoSuchRole } from './migrate.ts';
import { sayDatabaseError } from './say-database-error.ts';

/** What was done, for standard output. */
export function sayMigrated({ steps, added, rights }: Migrated): string {
  const migrations = `${steps} ${steps === 1 ? 'migration' : 'migrations'}, ${added} new`;
  return `The schema is up to date: ${migrations}. The role "${rights.role}" may read and append.`;
}

/** What the database refused and what to do; `variable` is what its address came from, `host` where it is. */
export function sayNotMigrated(
  error: unknown,
  { variable, host }: { variable: string; host: string },
): string {
  const what = error instanceof NoSuchRole ? error.message : sayDatabaseError(error);
  return `The database at ${host} was not brought up to date: ${what}. ${remedyOf(error, variable)}`;
}

function remedyOf(error: unknown, variable: string): string {
  if (error instanceof NoSuchRole)
    return "Create it (create role NAME login password '...'), let --make-role do it, or name another one with --role.";
  if (!(error instanceof DatabaseError)) return `See that the server runs, and that ${variable} says where.`;
  return (
    REMEDIES[error.code ?? '']?.(variable) ??
    (error.hint === undefined ? 'Nothing was changed.' : `${error.hint}.`)
  );
}

/** By SQLSTATE. */
const REMEDIES: Readonly<Record<string, (variable: string) => string>> = {
  '28000': (variable) => `Mend the role in ${variable}, or let it in (pg_hba.conf).`,
  '28P01': (variable) => `Mend role or password in ${variable}.`,
  '3D000': (variable) =>
    `Create it (create database NAME encoding 'UTF8' template template0), or mend its name in ${variable}.`,
  '42501': (variable) =>
    `${variable} must be of a role that may create a schema there, and owns the schema "rollover" if there is one.`,
};
