import type { MigrationBuilder } from 'node-pg-migrate';

/**
 * The events of all streams, each with its line as the event file would have it. The database itself holds every row to
 * the hash chain, whoever inserts it, and lets nobody change or remove one.
 */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    do $$ begin
      if current_setting('server_encoding') <> 'UTF8' then
        raise exception 'the database''s encoding is %, and events are UTF-8', current_setting('server_encoding')
          using hint = 'Create the database with: create database ... encoding ''UTF8'' template template0';
      end if;
    end $$`);
  pgm.sql(`
    create table rollover.events (
      stream text not null check (stream <> ''),
      seq bigint not null check (seq > 0),
      line text not null,
      primary key (stream, seq)
    )`);
  pgm.sql(`
    create function rollover.hash_of(line text) returns text language sql immutable strict
      as $$ select pg_catalog.substr(pg_catalog.right(line, 66), 1, 64) $$`);
  // The last 75 characters of a line are its hash with the key and the brackets around it. Names are looked up where
  // nobody can put others in their place.
  pgm.sql(`
    create function rollover.check_chain() returns trigger language plpgsql
      set search_path = pg_catalog as $$
    declare
      before text;
    begin
      select rollover.hash_of(line) into before
        from rollover.events where stream = new.stream and seq = new.seq - 1;
      if (before is null and new.seq > 1)
        or rollover.hash_of(new.line) is distinct from encode(sha256(convert_to(
          coalesce(before, repeat('0', 64)) || left(new.line, -75), 'UTF8')), 'hex')
      then
        raise exception 'event % does not follow the one before it', new.seq
          using errcode = 'integrity_constraint_violation';
      end if;
      return null;
    end $$`);
  pgm.sql(`
    create trigger chained after insert on rollover.events
      for each row execute function rollover.check_chain()`);
  pgm.sql(`
    create function rollover.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'events are never changed or removed' using errcode = 'insufficient_privilege';
    end $$`);
  pgm.sql(`
    create trigger immutable before update or delete or truncate on rollover.events
      for each statement execute function rollover.refuse_change()`);
}
