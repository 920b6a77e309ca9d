/**
 * Run in a container: tries to make a file in each of its folders, and to open each of its files for writing. Prints
 * where it could, as JSON. What is below /data is the bot's, whose lock would break by it.
 */
import { closeSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const OF_THE_KERNEL = ['/proc', '/sys'];
const written = [];

function tryFolder(folder) {
  if (OF_THE_KERNEL.includes(folder)) return;
  const made = join(folder, '.tried-to-write');
  if (canOpen(made, 'wx')) {
    written.push(folder);
    rmSync(made);
  }
  if (folder === '/data') return;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) tryFolder(path);
    if (entry.isFile() && canOpen(path, 'r+')) written.push(path);
  }
}

function canOpen(path, flags) {
  try {
    closeSync(openSync(path, flags));
    return true;
  } catch {
    return false;
  }
}

function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

tryFolder('/');
process.stdout.write(JSON.stringify(written));
