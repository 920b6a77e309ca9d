import type { Readable, Writable } from 'node:stream';
import { confirm, password, select, text } from '@clack/prompts';
import { type Asked, type Asker, SetupCancelled } from './asker.ts';

/** Asks at a terminal. */
export function terminalAsker(terminal: { readonly input: Readable; readonly output: Writable }): Asker {
  return {
    confirm: async (message, present) => told(await confirm({ ...terminal, message, initialValue: present })),
    ask: async (asked) => told(await promptFor(asked, terminal)),
    // Not in a box: that would break a long address where it is to be copied.
    say: (title, said) => void terminal.output.write(`│  ${title}\n│\n${said}\n│\n`),
  };
}

async function promptFor(
  { message, present, secret, choices, fault }: Asked,
  terminal: { readonly input: Readable; readonly output: Writable },
): Promise<string | symbol> {
  const validate = (answer: string | undefined) => fault(answer ?? '') ?? undefined;
  if (choices !== undefined)
    return select({
      ...terminal,
      message,
      initialValue: present,
      options: choices.map((value) => ({ value })),
    });
  if (secret)
    return password({
      ...terminal,
      message: present === '' ? message : `${message}; Enter keeps it`,
      validate,
    });
  return text({ ...terminal, message, initialValue: present, validate });
}

/** The answer, unless there was none: Ctrl-C or Escape. */
function told<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer === 'symbol') throw new SetupCancelled('cancelled');
  return answer as Exclude<T, symbol>;
}
