import { randomUUID } from 'node:crypto';
import type { CommandCall, Outcome, Role } from '../command.ts';
import type { Logger } from '../logging/logger.ts';
import type { ButtonIds } from './button-press.ts';
import { type Answer, type Asked, aside, renderOutcome } from './render/render-outcome.ts';

/** The call of a command that an interaction stands for. */
interface Question {
  readonly asked: Asked;
  readonly role: Role;
  /** The interaction's id. */
  readonly id: string;
  /** The token of a confirmation. */
  readonly confirmed?: string;
}

export type Ask = (question: Question) => Promise<Answer>;

export interface AskParts {
  run(call: CommandCall): Promise<Outcome>;
  readonly ids: ButtonIds;
  readonly logger: Logger;
}

/** Runs commands and renders what they answer. Never rejects: a breakage is an answer too, with its trace in the log. */
export function createAsk({ run, ids, logger }: AskParts): Ask {
  return async ({ asked, role, id, confirmed }) => {
    const { command: name, user, options } = asked;
    const caller = { actor: `discord:${user}` as const, role };
    try {
      const outcome = await run({ name, options, caller, id, ...(confirmed !== undefined && { confirmed }) });
      logger.info('Discord command', { command: name, user, role, outcome: outcome.kind });
      return renderOutcome(outcome, asked, ids);
    } catch (error) {
      const trace = randomUUID().slice(0, 8);
      logger.error(`/${name} broke`, { trace, user, error });
      return aside(
        'alarm',
        'Something broke',
        `/${name} failed. What happened is in the log under ${trace}.`,
      );
    }
  };
}
