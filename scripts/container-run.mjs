/**
 * Builds the image and runs it as an engine would, without one: buildah builds the Dockerfile, crun runs the result. Checks
 * what the Dockerfile, compose.yaml and docs/container.md promise, says a line for each thing found, and fails at the first
 * that does not hold. Needs Linux, root, buildah with crun, and the base image in buildah's store.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkCompose } from './container/check-compose.mjs';
import { checkDemo } from './container/check-demo.mjs';
import { checkImage } from './container/check-image.mjs';
import { checkWrites } from './container/check-writes.mjs';
import { readServices } from './container/compose-file.mjs';
import { buildImage, openImage } from './container/image.mjs';

const WITHIN = 'within';
/** Its mounts and processes are its own, and gone with it however it ends. */
const APART = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--'];
/** The runtime knows either version of control groups, but not both side by side. */
const SECOND_GROUPS = '/sys/fs/cgroup/unified';

const say = (line) => console.log(`container: ${line}`);
const seconds = (since) => Math.round((performance.now() - since) / 1_000);

async function main() {
  spawnSync('umount', [SECOND_GROUPS]);
  const folder = mkdtempSync(join(tmpdir(), 'rollover-container-'));
  // Whoever runs it at the same time has another.
  const name = `localhost/rollover:run-${Date.now()}`;
  let image = null;
  try {
    const began = performance.now();
    buildImage(name, folder);
    image = openImage(name);
    say(`built in ${seconds(began)} s`);
    await check({ folder, image, services: readServices(), say });
    say(`all of it in ${seconds(began)} s`);
    process.exitCode = 0;
  } catch (error) {
    console.error(`container: ${error.stack}`);
    process.exitCode = 1;
  } finally {
    for (const mount of mountsBelow(folder)) spawnSync('umount', ['--lazy', mount]);
    image?.remove();
    rmSync(folder, { recursive: true, force: true });
  }
  // Containers of a run that failed are ended by it.
  process.exit();
}

function mountsBelow(folder) {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').trim().split('\n');
  return mounts.map((line) => line.split(' ')[1]).filter((place) => place.startsWith(folder));
}

async function check(run) {
  for (const line of checkImage(run.image, run.folder)) say(line);
  await checkDemo(run);
  await checkWrites(run);
  await checkCompose(run);
}

if (process.argv[2] === WITHIN) await main();
else {
  const self = [process.execPath, fileURLToPath(import.meta.url), WITHIN];
  const { status, error } = spawnSync('unshare', [...APART, ...self], { stdio: 'inherit' });
  if (error !== undefined) throw error;
  process.exit(status ?? 1);
}
