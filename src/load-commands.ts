import { readdir } from 'node:fs/promises';
import type { Command } from './command.ts';

const FOLDER = new URL('../commands/', import.meta.url);

/** The registry: every file of the commands folder, by name. Throws where a file is not the command it is named for. */
export async function loadCommands(): Promise<readonly Command[]> {
  const files = (await readdir(FOLDER)).filter((file) => /^[a-z-]+\.(?:ts|js)$/.test(file)).sort();
  return Promise.all(files.map(loadCommand));
}

async function loadCommand(file: string): Promise<Command> {
  const { default: command } = (await import(new URL(file, FOLDER).href)) as { default?: Command };
  const name = file.replace(/\.\w+$/, '');
  if (command?.name !== name) throw new TypeError(`commands/${file} must export the command "${name}"`);
  return command;
}
