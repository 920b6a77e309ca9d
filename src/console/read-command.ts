import { type Command, describeOptions } from '../command.ts';
import { type LineCommand, type ReadCommand, readLine } from '../command-line/read-line.ts';

/** Reads a line as typed on the console: a command of the registry with its options. */
export const readCommand = (line: string, commands: readonly Command[]): ReadCommand =>
  readLine(line, commands.map(asLineCommand));

export const asLineCommand = (command: Command): LineCommand => ({
  name: command.name,
  options: describeOptions(command),
});
