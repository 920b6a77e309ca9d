/** Runs containers of an image with crun, a runtime that needs no engine. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRoot } from './make-root.mjs';
import { run } from './run.mjs';
import { specificationOf } from './specification.mjs';

/** Characters of what a container said: the end tells what went wrong. */
const SAID = 4_000;

/**
 * A container with a folder of its own in `folder`: `service` as compose.yaml has it, `mounts` as `mountsOf` gives them but
 * all of them from paths, `neighbour` the container whose network is shared (null: none), and `prepare` as for `makeRoot`.
 */
export function startContainer({ folder, name, image, service, mounts, neighbour = null, prepare }) {
  const bundle = join(folder, name);
  const { root, written } = makeRoot({ folder: bundle, image, mounts, prepare });
  const network = neighbour === null ? null : `/proc/${neighbour.pid()}/ns/net`;
  const specification = specificationOf({ name, config: image.config, service, root, mounts, network });
  writeFileSync(join(bundle, 'config.json'), JSON.stringify(specification));
  const crun = ['--cgroup-manager=cgroupfs', '--root', join(folder, 'crun')];
  const runs = start(...crun, 'run', '--bundle', bundle, name);
  const pid = () => JSON.parse(run('crun', ...crun, 'state', name)).pid;
  return {
    name,
    written,
    said: () => runs.said().slice(-SAID),
    /** Of its first process, as it is outside. */
    pid,
    /** Where a path of the container is outside, while it runs. */
    path: (within) => join('/proc', String(pid()), 'root', within),
    /** Of its first process, as the kernel tells it: see /proc/pid/status in proc(5). */
    status: (field) =>
      new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(readFileSync(`/proc/${pid()}/status`, 'utf8'))?.[1],
    /** Throws where it has ended. */
    mustRun: () => {
      if (runs.code() !== null)
        throw new Error(`${name} ended by itself with exit code ${runs.code()}:\n${runs.said()}`);
    },
    /** Runs a program in it, just as its first one runs; resolves to exit code and output. */
    exec: async (...command) => {
      const file = join(bundle, 'exec.json');
      writeFileSync(file, JSON.stringify({ ...specification.process, args: command }));
      const child = start(...crun, 'exec', '--process', file, name);
      return { code: await child.ended, out: child.said().trim() };
    },
    /** Resolves to the exit code; 128 and more: a signal ended it. */
    ended: () => runs.ended,
    signal: (signal) => void run('crun', ...crun, 'kill', name, signal),
  };
}

/** A process of the runtime, with what it and its container say. */
function start(...args) {
  const child = spawn('crun', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let code = null;
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  const ended = once(child, 'close').then(([found]) => {
    code = found;
    return found;
  });
  return { said: () => said, code: () => code, ended };
}
