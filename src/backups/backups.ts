import { Mutex } from 'async-mutex';
import type { BackedUpLog, KeptBackup } from '../../store/backup/backup-folder.ts';
import type { BackupDone, BackupOrder } from '../../store/backup/keep-backup.ts';
import { stateDigest } from '../../store/backup/state-digest.ts';
import type { Head } from '../../store/event-log.ts';
import type { OpenEventLog } from '../../store/lowdb-event-log.ts';
import { logOf } from '../anchors/anchor.ts';
import type { Handler } from '../betting/handle.ts';
import type { Clock } from '../clock.ts';
import type { Refused } from '../command.ts';
import type { Mode } from '../core/events.ts';
import type { State } from '../core/state.ts';
import type { ComponentHealth } from '../health.ts';
import type { Logger } from '../logging/logger.ts';
import type { Alerts } from '../notify/alerts.ts';
import { backupsHealth } from './backups-health.ts';
import { type BackupSchedule, type BackupTimes, isOverdue, isToBeMade } from './plan-backup.ts';

/** Where backups are kept, and how long. */
export interface BackupPlace {
  /** The log's backups, the newest first, and what the newest holds. Rejects with the disk's error. */
  look(of: BackedUpLog): Promise<BackupsThere>;
  /** Makes one, checks it and removes those that had their time. Rejects with an Error that says why in words. */
  keep(order: Omit<BackupOrder, 'folder' | 'keep'>, signal: AbortSignal): Promise<BackupDone>;
}

interface BackupsThere {
  readonly backups: readonly KeptBackup[];
  /** Null where there is none, or where its head file cannot be read. */
  readonly newestHead: Head | null;
}

export interface BackupsParts {
  readonly place: BackupPlace;
  readonly schedule: BackupSchedule;
  /** IANA name. */
  readonly timeZone: string;
  readonly mode: Mode;
  readonly handler: Pick<Handler, 'state' | 'still'>;
  readonly log: Pick<OpenEventLog, 'synced' | 'head'>;
  readonly alerts: Alerts;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  /** Aborted when the bot is to end: what is underway is called off. */
  readonly ending: AbortSignal;
}

export interface Backups {
  /** Makes one now, after one that is underway. Never rejects. */
  make(): Promise<BackupDone | Refused>;
  /** A job: makes one where one is due. Not to be waited for by the jobs: it may take minutes. Never rejects. */
  beat(): Promise<void>;
  health(): ComponentHealth;
}

const NONE: BackupsThere = { backups: [], newestHead: null };

/** As the last look and the last attempt left it. */
interface Seen {
  there: BackupsThere;
  failure: { readonly why: string; readonly at: string } | null;
}

/** The backups of the open log. */
export function createBackups(parts: BackupsParts): Backups {
  const { place, schedule, handler, log, clock, logger, mode } = parts;
  const seen: Seen = { there: NONE, failure: null };
  const turn = new Mutex();
  const began = clock.now();
  let looking: Promise<void> | null = null;

  const times = (): BackupTimes => ({
    ...parts,
    now: clock.now(),
    made: seen.there.backups.map(({ at }) => Date.parse(at)),
    holdsAll: seen.there.newestHead?.hash === log.head().hash,
  });

  async function look(): Promise<void> {
    const of = logIn(handler.state(), mode);
    if (of === null) return;
    // What stands against looking stands against making as well, and is said then.
    seen.there = await place.look(of).catch(() => NONE);
    if (isToBeMade(times(), seen.failure && Date.parse(seen.failure.at))) await attempt(parts, seen);
  }

  return {
    make: () => turn.runExclusive(() => attempt(parts, seen)),
    beat: () => {
      // After one that is underway: with that one none may be due any more.
      looking ??= turn
        .runExclusive(look)
        .catch((error: unknown) => logger.error('The look for a backup that is due broke', { error }))
        .finally(() => {
          looking = null;
        });
      return looking;
    },
    health: () =>
      backupsHealth({
        wanted: schedule !== null,
        backups: seen.there.backups,
        failure: seen.failure,
        overdue: isOverdue(times(), began),
      }),
  };
}

async function attempt(parts: BackupsParts, seen: Seen): Promise<BackupDone | Refused> {
  const { place, handler, alerts, logger, ending } = parts;
  const order = await handler.still((state) => orderOf(state, parts));
  if (order === null) return refuse('there is no event in the log yet');
  try {
    const done = await place.keep(order, ending);
    const [{ file, seq, bytes }] = done.kept;
    seen.there = { backups: done.kept, newestHead: order.head };
    seen.failure = null;
    logger.info('A backup was made and checked', { file, seq, bytes, removed: done.removed.length });
    alerts.clear('backup', `A backup up to event ${seq} was made and checked.`);
    return done;
  } catch (error) {
    return ending.aborted ? refuse('the bot is ending') : fail(parts, seen, error);
  }
}

function fail({ schedule, alerts, clock }: BackupsParts, seen: Seen, error: unknown): Refused {
  const why = error instanceof Error ? error.message : String(error);
  const refused = refuse(why);
  seen.failure = { why, at: new Date(clock.now()).toISOString() };
  const retry = schedule === null ? '' : ' It is tried again every hour.';
  alerts.raise('backup', {
    title: 'The event file could not be backed up',
    text: `${refused.message}${retry} /backup tries at once, and /verify checks the event file itself.`,
  });
  return refused;
}

const refuse = (why: string): Refused => ({ refused: 'no-backup', message: `No backup was made: ${why}.` });

const logIn = ({ origin }: State, mode: Mode): BackedUpLog | null =>
  origin === null ? null : { mode, log: logOf(origin) };

/** What the log holds now; null for an empty one. */
function orderOf(
  state: State,
  { log, clock, mode }: BackupsParts,
): Parameters<BackupPlace['keep']>[0] | null {
  const of = logIn(state, mode);
  if (of === null) return null;
  const second = clock.now() - (clock.now() % 1_000);
  return {
    ...log.synced(),
    name: { ...of, at: new Date(second).toISOString(), seq: state.seq },
    head: log.head(),
    digest: stateDigest(state),
  };
}
