/** Boundaries around the calls of node:fs that change the data folder, but for its promises. */
import fs from 'node:fs';
import { cross, die, tornAt } from './boundary.mjs';
import { nameFile, nameWrite } from './name-file.mjs';
import { forget, known, nameIfMade, remember } from './open-files.mjs';

function around(boundary, act) {
  cross(`${boundary} before`);
  const result = act();
  cross(`${boundary} after`);
  return result;
}

function wrapOpening() {
  const { openSync, closeSync, close } = fs;
  fs.openSync = (path, flags, ...more) => {
    const act = () => openSync(path, flags, ...more);
    const made = nameIfMade(path, flags);
    const fd = made === null ? act() : around(`open ${made}`, act);
    remember(fd, path);
    return fd;
  };
  fs.closeSync = (fd) => {
    forget(fd);
    closeSync(fd);
  };
  fs.close = (fd, done) => {
    forget(fd);
    close(fd, done);
  };
}

/** The head file's hundred bytes lie in one sector and arrive as a whole or not at all. */
const canTear = (file) => !file.endsWith('.head.json');

function wrapWriting() {
  const { writeSync, ftruncateSync } = fs;
  fs.writeSync = (fd, bytes, offset, length, position) => {
    const open = known(fd);
    if (open === undefined) return writeSync(fd, bytes, offset, length, position);
    const name = nameWrite(open.file, bytes.subarray(offset, offset + length));
    if (name !== 'padding') open.wrote = name;
    const torn = canTear(open.file) ? tornAt(`write ${name} torn`, length) : null;
    if (torn !== null) {
      writeSync(fd, bytes, offset, torn, position);
      die();
    }
    return around(`write ${name}`, () => writeSync(fd, bytes, offset, length, position));
  };
  fs.ftruncateSync = (fd, length) => {
    const open = known(fd);
    const act = () => ftruncateSync(fd, length);
    return open === undefined ? act() : around(`truncate ${open.file}`, act);
  };
}

function wrapSyncing() {
  const { fdatasyncSync, fdatasync } = fs;
  fs.fdatasyncSync = (fd) => {
    const open = known(fd);
    const act = () => fdatasyncSync(fd);
    return open === undefined ? act() : around(`sync ${open.wrote}`, act);
  };
  fs.fdatasync = (fd, done) => {
    const open = known(fd);
    if (open === undefined) return fdatasync(fd, done);
    const boundary = `sync ${open.wrote}`;
    cross(`${boundary} before`);
    fdatasync(fd, (error) => {
      cross(`${boundary} after`);
      done(error);
    });
  };
}

/** The lock's library makes its folder and keeps the folder's time fresh with these. */
function wrapCallbacks() {
  for (const name of ['mkdir', 'utimes']) {
    const own = fs[name];
    fs[name] = (path, ...rest) => {
      const file = nameFile(path);
      const done = rest.pop();
      if (file === null) return own(path, ...rest, done);
      cross(`${name} ${file} before`);
      own(path, ...rest, (...answer) => {
        cross(`${name} ${file} after`);
        done(...answer);
      });
    };
  }
}

export function wrapSyncFiles() {
  wrapOpening();
  wrapWriting();
  wrapSyncing();
  wrapCallbacks();
}
