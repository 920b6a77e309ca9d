import type { Config } from '../../config/config.ts';
import { whyNoLog } from '../../store/copy-mark.ts';
import { unusableIfRefused } from '../../store/data-dir-unusable.ts';
import { type KeptTexts, keptInFolder } from '../../store/kept-value.ts';
import { type OpenEventLog, openEventLog } from '../../store/lowdb-event-log.ts';
import type { StreamEventLog } from '../../store/postgres/stream-event-log.ts';
import { CopyRefused, StreamRefused } from '../../store/postgres/stream-refused.ts';
import type { Clock } from '../clock.ts';
import type { Event, Mode } from '../core/events.ts';
import { initialState } from '../core/initial-state.ts';
import type { State } from '../core/state.ts';
import { createStateHistory, type StateHistory } from '../core/state-history.ts';
import type { Logger } from '../logging/logger.ts';
import { newId } from './new-id.ts';

/** The log with what its events come to. */
export interface FoldedLog {
  readonly log: OpenEventLog;
  /** What outlives the process beside the log. */
  readonly kept: KeptTexts;
  readonly history: StateHistory;
  /** The fold up to the log's head: to be asked before anything is appended here. */
  found(): State;
  /** See StreamEventLog; at once where the log is a file. */
  readonly lead: StreamEventLog['lead'];
}

/** Where STORE_URL says so, the log is a stream in a database with the event file as its copy; otherwise the event file. */
export async function openFoldedLog(
  { dataDir: dir, mode, store }: Pick<Config, 'dataDir' | 'mode' | 'store'>,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<FoldedLog> {
  let found = initialState;
  const history = createStateHistory();
  const take = (append: readonly Event[]): void => {
    found = history.fold(found, append);
  };
  const folding = {
    begin: (...known: Parameters<StateHistory['begin']>) => {
      found = history.begin(...known);
    },
    take,
  };
  const wanted = { dir, mode, clock, newId, logger, folding };
  const folded = { history, found: () => found };
  if (store === null) {
    await expectNoCopy(dir, mode);
    const log = await openEventLog(wanted);
    return { ...folded, log, kept: keptInFolder(dir, mode), lead: async () => undefined };
  }
  const { openStreamEventLog } = await import('../../store/postgres/stream-event-log.ts');
  const { keptWhileLeading } = await import('../../store/postgres/kept-while-leading.ts');
  const { openStreamTables } = await import('../../store/postgres/stream-tables.ts');
  const tables = openStreamTables(store, logger);
  const log = await openStreamEventLog(wanted, tables);
  const unfollow = log.subscribe(take);
  return {
    ...folded,
    log,
    kept: keptWhileLeading(tables.kept, log.leadership),
    lead: async (signal, onLook) => {
      await log.lead(signal, (standing) => {
        expectMode(found, store.stream, mode);
        log.keep(history.kept());
        onLook(standing);
      });
      unfollow();
      expectMode(found, store.stream, mode);
    },
  };
}

/** Rejects with a CopyRefused where the event file is the copy of a log that is kept elsewhere. */
async function expectNoCopy(dir: string, mode: Mode): Promise<void> {
  const why = await whyNoLog(dir, mode).catch((error: unknown) => {
    throw unusableIfRefused(dir, error);
  });
  if (why !== null) throw new CopyRefused(why);
}

/** Throws a StreamRefused where a stream has the log of a bot of another mode: play money must not be taken for real. */
function expectMode(found: State, stream: string, mode: Mode): void {
  if (found.mode === null || found.mode === mode) return;
  throw new StreamRefused(
    `The stream "${stream}" has the log of a bot of the mode ${found.mode}, and this one's is ${mode}: name another one in STREAM.`,
  );
}
