import { randomUUID } from 'node:crypto';
import type { Command, CommandCall, Outcome, Suggestion } from '../command.ts';
import type { Logger } from '../logging/logger.ts';
import { filesOf, type ReplyFile } from '../reply.ts';
import type { Typing } from '../suggest-values.ts';
import { type Completion, completeLine } from './complete-line.ts';
import { harmless } from './look.ts';
import { readCommand } from './read-command.ts';
import { renderReply } from './render-reply.ts';
import type { Terminal } from './terminal.ts';

export interface ConsoleParts {
  readonly terminal: Terminal;
  readonly commands: readonly Command[];
  readonly run: (call: CommandCall) => Promise<Outcome>;
  readonly suggest: (typing: Typing) => Promise<readonly Suggestion[]>;
  readonly logger: Logger;
  /** Keeps a file that came with a reply, and gives its path. Rejects with the disk's error. */
  readonly keepFile: (file: ReplyFile) => Promise<string>;
  readonly timeZone: string;
  /** Wall-clock milliseconds. */
  readonly now: () => number;
  /** Ctrl-C at the prompt. */
  readonly onInterrupt: () => void;
}

export interface Console {
  /** Takes no further line; resolves when the command that runs has been answered. */
  stop(): Promise<void>;
}

const ANSWERS = ['yes', 'y', 'no', 'n'];
const NOTHING_ASKED =
  'Nothing is being asked now, so there is nothing to answer. Type help for the commands.';

/** A question that the next line answers. */
interface Question {
  readonly call: CommandCall;
  readonly token: string;
}

/**
 * Reads commands, one a line, as the owner, and answers each before it looks at the next. Where a
 * command asks first, the next line must be `yes`; `quit` asks only where a person can answer.
 */
export function startConsole(parts: ConsoleParts): Console {
  const { terminal, logger } = parts;
  const take = createDesk(parts);
  let stopped = false;
  let queue = Promise.resolve();
  const attempt = async (line: string): Promise<void> => {
    if (stopped) return;
    try {
      await take(line);
    } catch (error) {
      logger.error('A command of the console failed', { error });
      terminal.print(`That went wrong: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const close = terminal.listen({
    onLine: (line) => {
      queue = queue.then(() => attempt(line));
    },
    complete: (line) => complete(line, parts),
    onInterrupt: parts.onInterrupt,
  });
  return {
    stop: () => {
      stopped = true;
      close();
      return queue;
    },
  };
}

/** Nothing where that breaks. */
async function complete(line: string, { commands, suggest, logger }: ConsoleParts): Promise<Completion> {
  try {
    return await completeLine(line, commands, suggest);
  } catch (error) {
    logger.warn('Nothing could be suggested', { line, error });
    return [[], line];
  }
}

/** Answers one line after another, and remembers the question that was asked last. */
function createDesk({ terminal, commands, run, keepFile, timeZone, now }: ConsoleParts) {
  let question: Question | null = null;

  const answer = async (call: CommandCall): Promise<void> => {
    const outcome = await run(call);
    if (outcome.kind === 'reply') {
      const look = { width: terminal.width(), colour: terminal.colour, timeZone, now: now() };
      const kept = await Promise.all(filesOf(outcome.reply).map(keepFile));
      return terminal.print(`${renderReply(outcome.reply, look, kept)}\n`);
    }
    if (outcome.kind !== 'confirm') return terminal.print(harmless(outcome.message));
    if (call.name === 'quit' && !terminal.interactive) return answer({ ...call, confirmed: outcome.token });
    question = { call, token: outcome.token };
    terminal.print(
      `${harmless(outcome.effect)}.\nType yes to do it; any other line leaves things as they are.`,
    );
  };

  /** True where the line was an answer and nothing else. */
  const settle = async ({ call, token }: Question, word: string): Promise<boolean> => {
    question = null;
    if (word === 'yes') await answer({ ...call, confirmed: token });
    else if (word === 'y') terminal.print('Not confirmed: it takes the whole word yes. Nothing was done.');
    else terminal.print('Not confirmed: nothing was done.');
    return ANSWERS.includes(word);
  };

  return async (line: string): Promise<void> => {
    const word = line.trim().toLowerCase();
    if (question === null && ANSWERS.includes(word)) return terminal.print(NOTHING_ASKED);
    if (question && (await settle(question, word))) return;
    const read = readCommand(line, commands);
    if (read.kind === 'fault') terminal.print(harmless(read.message));
    if (read.kind !== 'call') return;
    const { name, options } = read;
    await answer({ name, options, caller: { actor: 'console', role: 'owner' }, id: randomUUID() });
  };
}
