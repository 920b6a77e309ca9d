/**
 * Installs what is missing and builds what is stale, so that every program works on a fresh clone.
 * Says one line a step on standard error, nothing where nothing is to be done, and never a word on
 * standard output. Safe when several run at once. Plain JavaScript: nothing is installed yet.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withLock } from './set-up-lock.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OLDEST_NODE = [20, 20];
const SOURCES = ['commands', 'config', 'src', 'store'];
const BUILT = /\.(?:ts|tsx|css|svg|png)$/;
const BUILD_FILES = [
  'package-lock.json',
  'scripts/build-canvas.mjs',
  'scripts/build-page.mjs',
  'scripts/bundle-bot.mjs',
  'tsconfig.build.json',
  'tsconfig.json',
];
const CANVAS = join('src', 'charts', 'canvas.js');
const PAGE = join('src', 'dashboard', 'assets');
const STAMP = join('dist', '.built-from');
/** Many times what any step of a build takes on a slow machine. */
const STEP_WITHIN_MS = 5 * 60_000;

/** Resolves when everything stands in `root`; rejects with an error whose message is for people. */
export async function setUp(root = ROOT) {
  checkNode(process.versions.node);
  if (isInstalled(root) && isBuilt(root)) return;
  await withLock(root, say, async () => {
    if (!isInstalled(root)) await install(root);
    if (!isBuilt(root)) await build(root);
  });
}

function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  const [oldest, least] = OLDEST_NODE;
  if (major > oldest || (major === oldest && minor >= least)) return;
  throw new Error(`This is Node ${version}; Rollover needs Node ${OLDEST_NODE.join('.')} or newer.`);
}

/** True where node_modules holds what the lock file asks for, whatever the files' dates say. */
export function isInstalled(root) {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  return (
    installed !== null &&
    Object.entries(wanted ?? {}).every(
      ([path, { version, optional }]) =>
        path === '' || installed[path]?.version === version || (optional && !installed[path]),
    )
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** True where `dist` was built from exactly these sources. */
function isBuilt(root) {
  const stamp = join(root, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(root);
}

function digest(root) {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => BUILT.test(name))
      .sort()
      .map((name) => join(folder, name)),
  );
  for (const file of [...BUILD_FILES, ...files])
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

async function install(root) {
  say('installing what package-lock.json names (npm install) ...');
  const npm = process.env.npm_execpath;
  // Not `npm ci`: that refuses a lock file without the packages of platforms that its registry does not
  // carry. This installs the locked versions just as well, and leaves the lock file alone.
  const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund'];
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  await run(root, 'npm install', command, [...first, ...args]);
}

/** Builds beside `dist` and swaps the folders, so that there is never half a program. */
async function build(root) {
  say('building dist (tsc, esbuild) ...');
  const from = digest(root);
  const fresh = join(root, 'node_modules', `.build-${process.pid}`);
  const old = join(root, 'node_modules', `.old-build-${process.pid}`);
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  try {
    mkdirSync(fresh, { recursive: true });
    const step = (name, ...args) => run(root, name, process.execPath, args, STEP_WITHIN_MS);
    await step('tsc', tsc, '-p', 'tsconfig.build.json', '--outDir', fresh);
    for (const [script, made] of [
      ['build-canvas', join(fresh, CANVAS)],
      ['build-page', join(fresh, PAGE)],
      ['bundle-bot', fresh],
    ])
      await step(script, join(root, 'scripts', `${script}.mjs`), made);
    writeFileSync(join(fresh, '.built-from'), from);
    if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
    renameSync(fresh, join(root, 'dist'));
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program quietly; shows what it said only where it fails, or has not ended by then. */
export function run(root, name, command, args, withinMs) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    const fail = (how) => {
      const output = Buffer.concat(said).toString().trim();
      reject(new Error(`${output}\n\n${name} ${how}; nothing was started.`));
    };
    const giveUp = () => {
      child.kill('SIGKILL');
      // What it has started may hold them open for longer.
      child.stdout.destroy();
      child.stderr.destroy();
      fail(`had not ended after ${withinMs / 1_000} s and was stopped`);
    };
    const late = withinMs === undefined ? undefined : setTimeout(giveUp, withinMs);
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.on('error', (error) => {
      clearTimeout(late);
      reject(new Error(`${name} could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      clearTimeout(late);
      if (code === 0) resolve();
      else fail(signal ? `was ended by ${signal}` : `failed with exit code ${code}`);
    });
  });
}

const say = (step) => process.stderr.write(`set-up: ${step}\n`);

/** For scripts: the reason on standard error, exit code 1. */
export function fail(error) {
  process.stderr.write(`set-up: ${error.message}\n`);
  process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await setUp().catch(fail);
