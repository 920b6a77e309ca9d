import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../store/temp-log.ts';
import { readTrace } from './trace.ts';

/** Imports by name, as the program does, before anything could be wrapped by then. */
const PROGRAM = `
import { fdatasync, openSync, writeSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
const file = process.env.DATA_DIR + '/note.json';
const fd = openSync(file + '.new', 'w');
const text = Buffer.from('12345678');
writeSync(fd, text, 0, text.length, 0);
await promisify(fdatasync)(fd);
await rename(file + '.new', file);
await writeFile(process.env.DATA_DIR + '/more.json', 'abcdefgh');
`;

/** Runs it with an order to die, and tells what it left behind. */
function runAndDie(boundary: string | null) {
  const dir = tempDir();
  const trace = join(dir, 'trace.txt');
  const program = join(dir, 'program.mjs');
  writeFileSync(program, PROGRAM);
  const order = { boundary, occurrence: 1, part: 0.5, signal: 'SIGKILL' };
  const { signal, stderr } = spawnSync(
    process.execPath,
    ['--import', resolve('test/torture/preload.mjs'), program],
    {
      env: { DATA_DIR: dir, TORTURE_TRACE: trace, TORTURE_ORDER: JSON.stringify(order) },
    },
  );
  const read = (name: string) => (existsSync(join(dir, name)) ? readFileSync(join(dir, name), 'utf8') : null);
  return {
    signal,
    stderr: String(stderr),
    boundaries: readTrace(trace).map((crossing) => crossing.boundary),
    left: [read('note.json.new'), read('note.json'), read('more.json')],
  };
}

it('has a boundary before and after each step, in order, and lets the program be', () => {
  expect(runAndDie(null)).toEqual({
    signal: null,
    stderr: '',
    left: [null, '12345678', 'abcdefgh'],
    boundaries: [
      'open note.json.new before',
      'open note.json.new after',
      'write note.json.new torn',
      'write note.json.new before',
      'write note.json.new after',
      'sync note.json.new before',
      'sync note.json.new after',
      'rename note.json.new before',
      'rename note.json.new after',
      'write more.json torn',
      'write more.json before',
      'write more.json after',
    ],
  });
});

it.each([
  ['open note.json.new before', [null, null, null]],
  ['write note.json.new before', ['', null, null]],
  ['write note.json.new torn', ['1234', null, null]],
  ['write note.json.new after', ['12345678', null, null]],
  ['rename note.json.new after', [null, '12345678', null]],
  ['write more.json torn', [null, '12345678', 'abcd']],
])('dies at "%s" with what was done until then', (boundary, left) => {
  const run = runAndDie(boundary);
  expect([run.signal, run.left, run.boundaries.at(-1)]).toEqual(['SIGKILL', left, boundary]);
});
