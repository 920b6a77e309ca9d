import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './must.mjs';
import { run } from './run.mjs';

const MIB = 1024 ** 2;
/** What our layers may add to the base image. */
const MOST_ADDED = 85 * MIB;

/** What the image says of itself and what its layers hold, `folder` for unpacking them. Returns what was found, in a line each. */
export function checkImage(image, folder) {
  const { User, Cmd, Healthcheck, StopSignal, Volumes } = image.config;
  must(/^[1-9]\d*:[1-9]\d*$/.test(User), `its user is ${User}, not a number that is not root's`);
  must(StopSignal === 'SIGTERM' && '/data' in Volumes, 'it names no signal that ends it, or no volume');
  must(Cmd[0] === 'node' && Healthcheck.Test[0] === 'CMD', 'what it runs goes through a shell');

  const paths = image.unpackOwnLayers(folder);
  const files = join(folder, 'files');
  const added = paths.reduce((sum, path) => sum + fileSize(join(files, path)), 0);
  must(added <= MOST_ADDED, `it adds ${inMib(added)} to its base, more than ${inMib(MOST_ADDED)}`);
  const others = paths.filter((path) => !/^(?:app|data)\//.test(path));
  must(others.length === 0, `it changes the base image: ${others.join(', ')}`);

  const packages = packagesIn(paths);
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const strays = packages.filter((path) => wanted[path] === undefined || wanted[path].dev === true);
  must(packages.length > 50, `it has no more than ${packages.length} packages`);
  must(strays.length === 0, `it has packages that are for development: ${strays.join(', ')}`);
  checkSettings(paths, files, image.history);
  return [
    `${inMib(added)} on top of its base, ${packages.length} packages, none of them for development`,
    'no trace of the npm settings that it was built with',
  ];
}

/** Such as `node_modules/winston`, as the lock file names them. */
function packagesIn(paths) {
  return paths
    .map((path) => /^app\/(.*node_modules\/(?:@[^/]+\/)?[^@./][^/]*)\/package\.json$/.exec(path)?.[1])
    .filter((path) => path !== undefined);
}

/** A package may name the registry that it was published on; whatever else the image has must not name ours. */
function checkSettings(paths, files, history) {
  const settings = paths.filter((path) => /npmrc|npm-authorities/.test(path));
  must(settings.length === 0, `npm settings were left in it: ${settings.join(', ')}`);
  const registry = new URL(run('npm', 'config', 'get', 'registry')).host;
  const ours = paths.filter((path) => !/\/$|node_modules\/(?:@[^/]+\/)?[^@./][^/]*\//.test(path));
  const naming = ours.filter((path) => readFileSync(join(files, path)).includes(registry));
  must(ours.length > 100, `only ${ours.length} files are the program's own`);
  must(
    naming.length === 0 && !history.includes(registry),
    `the registry is named in ${naming.join(', ') || 'its history'}`,
  );
}

function fileSize(path) {
  const found = statSync(path);
  return found.isFile() ? found.size : 0;
}

const inMib = (bytes) => `${Math.ceil(bytes / MIB)} MiB`;
