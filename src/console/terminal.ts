import {
  type AsyncCompleter,
  clearScreenDown,
  createInterface,
  cursorTo,
  type Interface,
  moveCursor,
} from 'node:readline';
import { Writable } from 'node:stream';

export interface TerminalStreams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
}

interface Listener {
  onLine(line: string): void;
  /** What may stand in place of the last part of a half-typed line, and that part. Must not reject. */
  complete?(line: string): Promise<[completions: string[], part: string]>;
  /** Ctrl-C, which a terminal that is being read no longer turns into a signal. */
  onInterrupt(): void;
}

type AsyncCompletion = Parameters<AsyncCompleter>[1];

/** Where a person reads and perhaps types; what is printed never lands in a half-typed line. */
export interface Terminal {
  /** True where a person can answer a question. */
  readonly interactive: boolean;
  readonly colour: boolean;
  /** Columns; Infinity where nobody knows: no terminal, or one that was never given a size (0). */
  width(): number;
  /** Prints whole lines. */
  print(text: string): void;
  /** The same for another stream that is shown on this screen, such as standard error. */
  beside(stream: NodeJS.WritableStream): Writable;
  /** Begins to read lines; returns the way to stop. Their end stops nothing. */
  listen(listener: Listener): () => void;
}

/** Opens the terminal or pipe for writing; nothing is read until somebody listens. */
export function openTerminal({ input, output }: TerminalStreams): Terminal {
  const colour = output.isTTY === true;
  const interactive = colour && input.isTTY === true;
  let prompt: Interface | null = null;
  // A reader that has gone (EPIPE) must not end the bot, nor be logged to itself without end.
  output.on('error', () => {});
  const erase = (shown: Interface) => {
    moveCursor(output, 0, -shown.getCursorPos().rows);
    cursorTo(output, 0);
    clearScreenDown(output);
  };
  const aside = (write: () => void) => {
    if (prompt === null || !interactive) return write();
    erase(prompt);
    write();
    prompt.prompt(true);
  };
  return {
    interactive,
    colour,
    width: () => output.columns || Number.POSITIVE_INFINITY,
    print: (text) => aside(() => output.write(`${text}\n`)),
    beside: (stream) => {
      stream.on('error', () => {});
      return new Writable({
        decodeStrings: false,
        write: (chunk, _, done) => {
          aside(() => stream.write(chunk));
          done();
        },
      });
    },
    listen: ({ onLine, complete, onInterrupt }) => {
      const lines = createInterface({
        input,
        ...(interactive && { output }),
        ...(complete && {
          completer: (line: string, done: AsyncCompletion) =>
            void complete(line).then((completion) => done(null, completion)),
        }),
        terminal: interactive,
      });
      prompt = lines;
      const stop = () => {
        if (prompt !== lines) return;
        if (interactive) erase(lines);
        prompt = null;
      };
      const take = (line: string) => {
        if (interactive) lines.prompt();
        onLine(line);
      };
      lines.on('line', take).on('SIGINT', onInterrupt).on('close', stop);
      input.on('error', () => lines.close());
      if (interactive) lines.prompt();
      return () => lines.close();
    },
  };
}
