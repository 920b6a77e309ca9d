import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

interface Import {
  /** The file, from the root. */
  readonly from: string;
  /** A path from the root, or a package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const PRODUCT = ['src', 'commands', 'store', 'config'];

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));

const sources = PRODUCT.flatMap(filesOf).map((file) => ({ file, text: readFileSync(file, 'utf8') }));

/** The formatter guarantees single quotes; value, type-only, side-effect and dynamic imports are all seen. */
const IMPORT = /\b(import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?'([^']+)'|\bimport\(\s*'([^']+)'/g;

const imports: readonly Import[] = sources.flatMap(({ file, text }) =>
  [...text.matchAll(IMPORT)].map(([, , type, fixed, dynamic]) => {
    const target = fixed ?? dynamic ?? '';
    const to = target.startsWith('.') ? normalize(join(dirname(file), target)) : packageOf(target);
    return { from: file, to, typeOnly: type !== undefined };
  }),
);

function packageOf(target: string): string {
  if (isBuiltin(target)) return target;
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
const inAny = (path: string, folders: readonly string[]) => folders.some((folder) => within(path, folder));
const show = ({ from, to }: Import) => `${from} -> ${to}`;

/** The imports out of a folder that go elsewhere than allowed. */
const strays = (folder: string, allowed: readonly string[]) =>
  imports.filter(({ from, to }) => within(from, folder) && !inAny(to, [folder, ...allowed])).map(show);

it('sees the imports at all', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(imports.length).toBeGreaterThan(400);
  expect(imports.some(({ typeOnly }) => typeOnly)).toBe(true);
  expect(new Set(imports.map(({ to }) => to))).toContain('node:crypto');
  const sample = [
    "import { a } from './a.ts';",
    "import type {\n  B,\n  C,\n} from './b.ts';",
    "export { d } from './d.ts';",
    "import './e.ts';",
    "await import('./f.ts')",
  ].join('\n');
  const found = [...sample.matchAll(IMPORT)].map(([, , , fixed, dynamic]) => fixed ?? dynamic);
  expect(found).toEqual(['./a.ts', './b.ts', './d.ts', './e.ts', './f.ts']);
});

it('lets the core import nothing but itself', () => {
  expect(strays('src/core', [])).toEqual([]);
});

it('lets the choice of a market know the core and the exchange port, and do nothing', () => {
  expect(strays('src/markets', ['src/core', 'src/exchange/exchange.ts'])).toEqual([]);
  const values = imports.filter(
    ({ from, to, typeOnly }) => within(from, 'src/markets') && to === 'src/exchange/exchange.ts' && !typeOnly,
  );
  expect(values.map(show)).toEqual([]);
});

it('keeps surfaces apart', () => {
  const surfaces = ['src/discord', 'src/console', 'src/dashboard'];
  const crossing = imports.filter(({ from, to }) => {
    const home = surfaces.find((surface) => within(from, surface));
    return home !== undefined && inAny(to, surfaces) && !within(to, home);
  });
  expect(crossing.map(show)).toEqual([]);
});

it('lets the page of the dashboard know only what a browser can run, and nobody else know the page', () => {
  const pure = ['src/core/money.ts', 'src/core/chance.ts', 'src/command-line', 'src/charts/card.ts'];
  const libraries = ['preact', '@preact/signals', 'echarts'];
  const typesOnly = ['src/dashboard/wire', 'src/charts/kinds.ts', 'zod'];
  expect(strays(PAGE, [...pure, ...libraries, ...typesOnly])).toEqual([]);
  const run = imports.filter(
    ({ from, to, typeOnly }) => within(from, PAGE) && inAny(to, typesOnly) && !typeOnly,
  );
  expect(run.map(show)).toEqual([]);
  expect(imports.filter(({ from, to }) => within(to, PAGE) && !within(from, PAGE)).map(show)).toEqual([]);
});

it('keeps the adapters of the exchange apart', () => {
  const adapters = ['src/exchange/betfair', 'src/exchange/paper', 'src/exchange/emulator'];
  const crossing = imports.filter(({ from, to }) => {
    const home = adapters.find((adapter) => within(from, adapter));
    return home !== undefined && inAny(to, adapters) && !within(to, home);
  });
  expect(crossing.map(show)).toEqual([]);
});

const PAGE = 'src/dashboard/page';

const HOMES: Readonly<Record<string, readonly string[]>> = {
  'discord.js': ['src/discord'],
  'node-cron': ['src/jobs'],
  lowdb: ['store'],
  pg: ['store/postgres'],
  'node-pg-migrate': ['store/postgres'],
  'proper-lockfile': ['store'],
  axios: ['src/exchange/betfair'],
  winston: ['src/logging'],
  'winston-daily-rotate-file': ['src/logging'],
  dotenv: ['config'],
  '@humanwhocodes/momoa': ['config'],
  '@clack/prompts': ['src/setup', 'src/backtest'],
  tar: ['src/recordings'],
  tinypool: ['src/backtest'],
  'unbzip2-stream': ['src/recordings'],
  'cli-table3': ['src/console'],
  'string-width': ['src/console'],
  echarts: ['src/charts', PAGE],
  preact: [PAGE],
  '@preact/signals': [PAGE],
  '@resvg/resvg-js': ['src/charts'],
  // All write lines for a terminal.
  picocolors: ['src/console', 'src/logging', 'src/doctor'],
  // Its template writes a page that stands alone, too.
  hono: ['src/dashboard', 'src/backtest/report/page.ts'],
  '@hono/node-server': ['src/dashboard'],
  'prom-client': ['src/dashboard'],
  'rate-limiter-flexible': ['src/dashboard'],
  'node:readline': ['src/console'],
  'node:child_process': [],
  'node:worker_threads': ['store/ask-thread.ts', 'store/backup', 'store/checkpoint', 'src/backtest'],
  // The emulated exchange and the dashboard are servers; the client needs an agent with its certificate.
  'node:http': ['src/exchange/emulator/server', 'src/exchange/betfair', 'src/dashboard'],
  'node:https': ['src/exchange/emulator/server', 'src/exchange/betfair'],
  'node-forge': ['src/exchange/emulator/server'],
};

it('gives each library that reaches outside one home', () => {
  const away = imports.filter(({ from, to }) => {
    const homes = Object.hasOwn(HOMES, to) ? HOMES[to] : undefined;
    return homes !== undefined && !inAny(from, homes);
  });
  expect(away.map(show)).toEqual([]);
});

/** Who reads or writes files, and what. */
const FILE_READERS: readonly string[] = [
  // The event file and the outbox positions beside it.
  'store',
  // Reads the log files that its library writes.
  'src/logging',
  // Certificates.
  'src/exchange/betfair',
  // The certificates of its server.
  'src/exchange/emulator/server',
  'src/recordings',
  // Hand `readFile` to the configuration, and read the program's version.
  ...['src/main.ts', 'src/health-check.ts', 'src/restore.ts', 'src/forecast.ts', 'src/wiring'],
  'src/migrate-store.ts',
  'src/copy-store.ts',
  'src/verify.ts',
  // Reads the configuration, and writes the page of a report.
  'src/backtest.ts',
  'src/whatif.ts',
  // Finds the files of `commands`.
  'src/load-commands.ts',
  // Looks at files and folders, and changes none.
  'src/doctor',
  'src/doctor.ts',
  // Write the configuration that a person answered for.
  'src/setup',
  'src/setup.ts',
];

it('lets only those touch files whose work it is', () => {
  const touching = imports.filter(({ from, to }) => /^node:fs\b/.test(to) && !inAny(from, FILE_READERS));
  expect(touching.map(show)).toEqual([]);
});

/** The entries that run with the bot's environment, and the rooms that put its parts together. */
const ENTRIES = [
  ...[
    'main',
    'backtest',
    'copy-store',
    'doctor',
    'forecast',
    'health-check',
    'migrate-store',
    'restore',
    'setup',
    'verify',
    'whatif',
  ],
].map((name) => `src/${name}.ts`);
const MAIN = [...ENTRIES, 'src/wiring'];

it('lets only the entries know the configuration, and nobody know them', () => {
  const knowing = imports.filter(({ from, to }) => within(to, 'config') && !inAny(from, ['config', ...MAIN]));
  expect(knowing.map(show)).toEqual([]);
  expect(imports.filter(({ from, to }) => inAny(to, MAIN) && !inAny(from, MAIN)).map(show)).toEqual([]);
});

it('lets commands know neither surfaces nor adapters, and the product none of its tests', () => {
  const outside = [
    'src/discord',
    'src/console',
    'src/dashboard',
    'src/exchange/betfair',
    'src/exchange/emulator',
    'src/exchange/paper',
    'src/jobs',
    'src/logging',
    'store',
  ];
  expect(imports.filter(({ from, to }) => within(from, 'commands') && inAny(to, outside)).map(show)).toEqual(
    [],
  );
  expect(imports.filter(({ to }) => inAny(to, ['test', 'bench', 'scripts'])).map(show)).toEqual([]);
});

it('reads the environment in the entries only', () => {
  const reading = sources.filter(
    ({ file, text }) => !ENTRIES.includes(file) && /process\s*\.\s*env\b/.test(text),
  );
  expect(reading.map(({ file }) => file)).toEqual([]);
});

/** The files of the product whose text has it, beside those of a folder. */
const filesWith = (pattern: RegExp, beside = '-') =>
  sources.filter(({ file, text }) => pattern.test(text) && !within(file, beside)).map(({ file }) => file);

it('keeps one path to a bet: asked for by the core alone, sent by one file alone, appended by one file alone', () => {
  expect(filesWith(/\btype: 'BET_REQUESTED'/)).toEqual(['src/core/decide-bet.ts']);
  expect(filesWith(/\bkind: 'request_bet'/, 'src/core')).toEqual(['src/betting/place-bet.ts']);
  expect(filesWith(/\bexchange\.place\b|\bExchange, [^>]*'place'/, 'src/exchange')).toEqual([
    // Hands the same function on.
    'src/betting/exchange-watch.ts',
    'src/betting/place-bet.ts',
  ]);
  expect(filesWith(/\blog\.append\(/)).toEqual(['src/betting/handle.ts']);
  expect(filesWith(/'placeOrders'/, 'src/exchange/emulator')).toEqual(['src/exchange/betfair/place.ts']);
});

it('names files in kebab-case, for what they are for', () => {
  const all = [...PRODUCT, 'test', 'bench'].flatMap(filesOf).map((file) => basename(file));
  expect(
    all.filter(
      (name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.contract|\.d|(\.(slow|property))?\.test)?\.tsx?$/.test(name),
    ),
  ).toEqual([]);
  expect(all.filter((name) => /^(index|utils?|helpers?|common|manager|misc)\./.test(name))).toEqual([]);
});
