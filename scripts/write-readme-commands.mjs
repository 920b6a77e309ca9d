/** Writes the README's table of commands from the registry; run by tsx. */
import { readFileSync, writeFileSync } from 'node:fs';
import { COMMANDS_IN_README, commandTable } from '../test/command-table.ts';

const table = await commandTable();
writeFileSync(
  'README.md',
  readFileSync('README.md', 'utf8').replace(COMMANDS_IN_README, () => table),
);
