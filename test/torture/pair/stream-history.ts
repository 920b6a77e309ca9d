/** Of a lease: who took it, and when (wall-clock ms). */
export interface Taken {
  readonly fence: number;
  readonly who: string;
  readonly at: number;
}

/** Of an event: who appended it, when, and the fencing number of the lease then. */
export interface Appended {
  readonly seq: number;
  readonly who: string;
  readonly fence: number;
  readonly at: number;
}

/** All that the database itself has seen of a stream, each in order. */
export interface StreamHistory {
  readonly taken: readonly Taken[];
  readonly appended: readonly Appended[];
}

/** Has a database note it, whoever changes the tables of the store: its connections are told apart by their names. */
export const NOTE_HISTORY = `
  create schema seen;
  create table seen.taken (stream text, fence bigint, who text, at timestamptz, primary key (stream, fence));
  create table seen.appended (stream text, seq bigint, who text, fence bigint, at timestamptz, primary key (stream, seq));
  create function seen.note_taken() returns trigger language plpgsql security definer as $$
  begin
    if tg_op = 'INSERT' or new.fence <> old.fence then
      insert into seen.taken values (new.stream, new.fence, current_setting('application_name'), clock_timestamp());
    end if;
    return null;
  end $$;
  create function seen.note_appended() returns trigger language plpgsql security definer as $$
  begin
    insert into seen.appended select new.stream, new.seq, current_setting('application_name'), fence, clock_timestamp()
      from rollover.leases where stream = new.stream;
    return null;
  end $$;
  create trigger note_taken after insert or update on rollover.leases for each row execute function seen.note_taken();
  create trigger note_appended after insert on rollover.events for each row execute function seen.note_appended()`;

export const TAKEN = `select fence::float8, who, extract(epoch from at)::float8 * 1000 as at
  from seen.taken where stream = $1 order by fence`;
export const APPENDED = `select seq::float8, who, fence::float8, extract(epoch from at)::float8 * 1000 as at
  from seen.appended where stream = $1 order by seq`;
