import type { Logger } from '../logging/logger.ts';

export type DiscordProblem = 'discord-login' | 'discord-place' | 'discord-audit' | 'discord-commands';

export interface ProblemListener {
  /** Something that a person must mend; said once, again only in other words. */
  onProblem(key: DiscordProblem, message: string): void;
  onRecovered(key: DiscordProblem): void;
}

/** Says each problem once when it comes and once when it is over. */
export function createProblems(listener: ProblemListener, logger: Logger) {
  const current = new Map<DiscordProblem, string>();
  return {
    /** The oldest that is not over, or null. */
    oldest: (): string | null => current.values().next().value ?? null,
    /** Null: there is none, or no longer. */
    set(key: DiscordProblem, message: string | null): void {
      if (message === null) {
        if (!current.delete(key)) return;
        logger.info('A problem with Discord is over', { key });
        listener.onRecovered(key);
      } else if (current.get(key) !== message) {
        current.set(key, message);
        logger.warn(message, { key });
        listener.onProblem(key, message);
      }
    },
  };
}
