import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root: string;
const write = (path: string, content: string) => writeFileSync(join(root, path), content);
const built = (path: string) => readFileSync(join(root, 'dist', path), 'utf8');

/** A program of a few files with the real scripts and compiler, and one package to draw with. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rollover-set-up-'));
  cpSync('scripts', join(root, 'scripts'), { recursive: true });
  for (const folder of ['src', 'commands', 'config', 'store', 'node_modules']) mkdirSync(join(root, folder));
  for (const name of ['typescript', '@typescript', 'esbuild', '@esbuild'])
    symlinkSync(resolve('node_modules', name), join(root, 'node_modules', name));
  write('node_modules/.package-lock.json', '{"packages":{}}');
  write('package-lock.json', '{"name":"x","lockfileVersion":3,"packages":{"":{"name":"x"}}}');
  write('package.json', '{"name":"x","type":"module"}');
  write('tsconfig.json', '{"compilerOptions":{"module":"nodenext","target":"es2022","types":[]}}');
  write(
    'tsconfig.build.json',
    '{"extends":"./tsconfig.json","compilerOptions":{"rootDir":"."},"include":["src","store","commands"],"exclude":["src/dashboard/page"]}',
  );
  write('src/main.ts', 'export const main: string = "first";\nconsole.log(main);\n');
  write('src/migrate-store.ts', 'export const migrate = 1;\n');
  write('store/old.ts', 'export const old = 1;\n');
  for (const worker of ['backup/backup-worker', 'checkpoint/check-worker']) {
    mkdirSync(join(root, 'store', dirname(worker)));
    write(`store/${worker}.ts`, 'export const work = 1;\n');
  }
  write('commands/bet.ts', "export default { name: 'bet' };\n");
  mkdirSync(join(root, 'src/charts'));
  write('src/charts/canvas.ts', "import { pen } from 'pen';\nexport const canvas = pen;\n");
  mkdirSync(join(root, 'node_modules/pen'));
  write('node_modules/pen/package.json', '{"name":"pen","type":"module","exports":"./index.js"}');
  write('node_modules/pen/index.js', "export const pen = 'a pen of its own';\n");
  write('node_modules/pen/index.d.ts', 'export const pen: string;\n');
  for (const folder of ['icons', 'styles'])
    mkdirSync(join(root, 'src/dashboard/page', folder), { recursive: true });
  write('src/dashboard/page/main.tsx', "import icon from './icons/ready.svg';\nconsole.log(icon);\n");
  write('src/dashboard/page/login.ts', 'console.log(1);\n');
  write('src/dashboard/page/styles/page.css', 'p { margin: 0 }\n');
  write('src/dashboard/page/icons/ready.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>\n');
  write('src/dashboard/page/icons/touch.png', 'a picture');
});

afterEach(() => rmSync(root, { recursive: true }));

async function setUp() {
  const child = spawn(process.execPath, ['scripts/set-up.mjs'], {
    cwd: root,
    env: { ...process.env, npm_config_offline: 'true' },
  });
  const closed = new Promise<number | null>((done) => child.on('close', done));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { stdout, stderr, code };
}

describe('set-up', () => {
  it('builds what is missing, a line a step on standard error, and then has nothing to do', async () => {
    expect(await setUp()).toEqual({
      stdout: '',
      stderr: 'set-up: building dist (tsc, esbuild) ...\n',
      code: 0,
    });
    expect(built('src/bot.js')).toContain('first');
    const stamp = statSync(join(root, 'dist')).ino;
    expect(await setUp()).toEqual({ stdout: '', stderr: '', code: 0 });
    expect(statSync(join(root, 'dist')).ino).toBe(stamp);
  });

  it('builds what charts are drawn on so that it needs no package any more', async () => {
    expect((await setUp()).code).toBe(0);
    expect(built('src/charts/canvas.js')).toContain('a pen of its own');
    expect(built('src/charts/canvas.js')).not.toMatch(/from\s*["']pen/);
  });

  it('builds the bot as a bundle that finds its files and names its modules in a stack', async () => {
    write('src/main.ts', "import { where } from './deep/where.ts';\nwhere();\n");
    mkdirSync(join(root, 'src/deep'));
    write(
      'src/deep/where.ts',
      "export function where(): never {\n  throw new Error('beside ' + new URL('./x', import.meta.url).pathname);\n}\n",
    );
    write(
      'tsconfig.json',
      '{"compilerOptions":{"module":"nodenext","target":"es2022","lib":["es2022","dom"],"types":[],"rewriteRelativeImportExtensions":true}}',
    );
    expect((await setUp()).stderr).toBe('set-up: building dist (tsc, esbuild) ...\n');
    rmSync(join(root, 'dist/src/deep'), { recursive: true });
    const { stderr } = spawnSync(process.execPath, ['dist/src/main.js'], { cwd: root, encoding: 'utf8' });
    expect(stderr).toContain(`beside ${join(root, 'dist/src/deep/x')}`);
    expect(stderr).toMatch(/at where \(.*src\/deep\/where\.js:2:\d+\)/);
  });

  it('gives up on a step that does not end, and says so', async () => {
    const { run } = await import(pathToFileURL(resolve('scripts/set-up.mjs')).href);
    const endless = ['-e', 'setInterval(() => {}, 60_000)'];
    await expect(run(root, 'build-page', process.execPath, endless, 200)).rejects.toThrow(
      'build-page had not ended after 0.2 s and was stopped; nothing was started.',
    );
  });

  it('builds again when a source has changed or gone, and leaves nothing old behind', async () => {
    await setUp();
    write('src/main.ts', 'export const main = "second";\n');
    rmSync(join(root, 'store/old.ts'));
    expect((await setUp()).code).toBe(0);
    expect(built('src/bot.js')).toContain('second');
    expect(existsSync(join(root, 'dist/store/old.js'))).toBe(false);
  });

  it('keeps the last build and says why when a new one fails', async () => {
    await setUp();
    write('src/main.ts', 'export const main: number = "wrong";\n');
    const { stdout, stderr, code } = await setUp();
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toMatch(/src\/main\.ts.*TS2322[\s\S]*tsc failed with exit code \d/);
    expect(built('src/bot.js')).toContain('first');
  });

  it('is safe when several run at once: one builds, the others wait for it', async () => {
    const runs = await Promise.all([setUp(), setUp(), setUp()]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(runs.filter(({ stderr }) => stderr.includes('building dist'))).toHaveLength(1);
  });

  it('installs when node_modules does not hold what the lock file asks for, and shows what npm says when that fails', async () => {
    write('package.json', '{"name":"x","type":"module","dependencies":{"a":"2.0.0"}}');
    write(
      'package-lock.json',
      '{"name":"x","lockfileVersion":3,"packages":{"":{"name":"x","dependencies":{"a":"1.0.0"}},"node_modules/a":{"version":"1.0.0"}}}',
    );
    const { stdout, stderr, code } = await setUp();
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toMatch(
      /^set-up: installing what package-lock\.json names[\s\S]*npm error[\s\S]*npm install failed/,
    );
  });
});
