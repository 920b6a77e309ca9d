import type { CommandCall, Outcome, Role } from './command.ts';
import type { Actor } from './core/events.ts';

/** A call of a command as it came and as it ended. What it changed is in the log, under the same id. */
export interface AuditEntry {
  readonly actor: Actor;
  readonly role: Role;
  readonly command: string;
  /** As typed. */
  readonly options: CommandCall['options'];
  /** The surface's own id of the call: the cause of the events that it led to. */
  readonly id: string;
  /** A question was answered with yes. */
  readonly confirmed?: true;
  /** `turned_away`: not let through to the commands; `broken`: what came of it is not known. */
  readonly outcome: Outcome['kind'] | 'turned_away' | 'broken';
  /** Why it was refused. */
  readonly code?: string;
}

/** Notes an entry; holds nobody up, and never throws. */
export type Audit = (entry: AuditEntry) => void;

type Run = (call: CommandCall) => Promise<Outcome>;

/** Runs calls and notes each, but for those that the program makes by itself. */
export const audited =
  (run: Run, audit: Audit): Run =>
  async (call) => {
    const { name: command, options, caller, id, confirmed } = call;
    if (caller.actor === 'system') return run(call);
    const entry = {
      ...caller,
      command,
      options,
      id,
      ...(confirmed !== undefined && { confirmed: true as const }),
    };
    try {
      const outcome = await run(call);
      audit({
        ...entry,
        outcome: outcome.kind,
        ...(outcome.kind === 'refused' && { code: outcome.code }),
      });
      return outcome;
    } catch (error) {
      audit({ ...entry, outcome: 'broken' });
      throw error;
    }
  };
