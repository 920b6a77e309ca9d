/** Boundaries around the calls of node:fs/promises that change the data folder. */
import { promises } from 'node:fs';
import { cross, die, tornAt } from './boundary.mjs';
import { nameFile } from './name-file.mjs';
import { known, nameIfMade, remember } from './open-files.mjs';

async function around(boundary, act) {
  cross(`${boundary} before`);
  const result = await act();
  cross(`${boundary} after`);
  return result;
}

async function writeTornOrWhole(file, text, write) {
  const torn = tornAt(`write ${file} torn`, text.length);
  if (torn === null) return around(`write ${file}`, () => write(text));
  await write(text.slice(0, torn));
  die();
}

function wrapFunctions() {
  for (const name of ['mkdir', 'rename', 'rm']) {
    const own = promises[name];
    promises[name] = (path, ...rest) => {
      const file = nameFile(path);
      const act = () => own(path, ...rest);
      return file === null ? act() : around(`${name} ${file}`, act);
    };
  }
  const { copyFile } = promises;
  promises.copyFile = (from, to, ...rest) => {
    const file = nameFile(to);
    const act = () => copyFile(from, to, ...rest);
    return file === null ? act() : around(`copy ${file}`, act);
  };
  const { writeFile, open } = promises;
  promises.writeFile = (path, data, ...rest) => {
    const file = nameFile(path);
    if (file === null) return writeFile(path, data, ...rest);
    return writeTornOrWhole(file, String(data), (text) => writeFile(path, text, ...rest));
  };
  promises.open = async (path, flags, ...rest) => {
    const act = () => open(path, flags, ...rest);
    const made = nameIfMade(path, flags);
    const handle = made === null ? await act() : await around(`open ${made}`, act);
    remember(handle.fd, path);
    return handle;
  };
}

/** The class of open file handles can be reached through one of them alone. */
async function wrapHandles() {
  const handle = await promises.open(process.execPath, 'r');
  const methods = Object.getPrototypeOf(handle);
  await handle.close();
  const { writeFile } = methods;
  methods.writeFile = function (data, ...rest) {
    const open = known(this.fd);
    const write = (text) => writeFile.call(this, text, ...rest);
    return open === undefined ? write(data) : writeTornOrWhole(open.file, String(data), write);
  };
  for (const name of ['datasync', 'sync']) {
    const own = methods[name];
    methods[name] = function () {
      const open = known(this.fd);
      const act = () => own.call(this);
      return open === undefined ? act() : around(`sync ${open.file}`, act);
    };
  }
}

/** Resolves when all are wrapped. */
export async function wrapPromisedFiles() {
  await wrapHandles();
  wrapFunctions();
}
