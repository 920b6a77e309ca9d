import type { MigrationBuilder } from 'node-pg-migrate';

/** Which program may append to a stream, and what it keeps beside its events. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    create table rollover.leases (
      stream text primary key check (stream <> ''),
      fence bigint not null check (fence > 0),
      beat bigint not null,
      lasts_ms integer not null check (lasts_ms > 0),
      holder text
    )`);
  pgm.sql(`
    create function rollover.refuse_older_fence() returns trigger language plpgsql as $$
    begin
      if new.stream <> old.stream or new.fence < old.fence then
        raise exception 'a fencing number never falls' using errcode = 'integrity_constraint_violation';
      end if;
      return new;
    end $$`);
  pgm.sql(`
    create trigger rising before update on rollover.leases
      for each row execute function rollover.refuse_older_fence()`);
  pgm.sql(`
    create table rollover.kept (
      stream text not null check (stream <> ''),
      name text not null,
      value text not null,
      primary key (stream, name)
    )`);
}
