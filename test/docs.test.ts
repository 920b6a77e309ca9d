import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { KNOWN_VARIABLES } from '../config/access.ts';
import { SETTING_KEYS } from '../config/settings-text.ts';
import { ADMIN_VARIABLE } from '../config/store-access.ts';
import { SECRET_VARIABLES } from '../config/variables.ts';
import { loadCommands } from '../src/load-commands.ts';
import { EVENT_REGISTRY } from '../store/codec/event-registry.ts';
import { configTables, KEYS_IN_DOCS } from './config-table.ts';

test('docs/reliability.md names for each fault a test that there is', () => {
  const [promises = ''] = readFileSync('docs/reliability.md', 'utf8').split('\n# What was measured\n');
  const rows = promises.split('\n').filter((line) => line.startsWith('| '));
  const faults = rows.filter((line) => !line.startsWith('| what goes wrong'));
  expect(faults.length).toBeGreaterThan(30);
  for (const fault of faults) {
    const [, file = 'no test', name = ''] = /\| `(test\/[\w./-]+)`: (.+) \|$/.exec(fault) ?? [];
    expect([fault, readFileSync(file, 'utf8').includes(name)]).toEqual([fault, true]);
  }
});

test('docs/events.md lists exactly the events that there are, with the versions that are written', () => {
  const rows = [...readFileSync('docs/events.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)];
  const listed = rows.map(([, type, version]) => `${type} ${version}`).sort();
  expect(listed).toEqual(
    Object.entries(EVENT_REGISTRY)
      .map(([type, { version }]) => `${type} ${version}`)
      .sort(),
  );
});

const docs = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith('.md'),
);
const texts = docs.map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** What a pattern's group finds in the documents, with where. */
const named = (pattern: RegExp) =>
  texts.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([, found = '']) => ({ path, found })));

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

test('no link in the documents is dead', () => {
  const links = named(/\]\(([^)\s]+)\)/g).filter(({ found }) => !/^https?:/.test(found));
  expect(links.length).toBeGreaterThan(30);
  const dead = links.filter(({ path, found }) => {
    const [file = '', anchor] = found.split('#');
    const target = file === '' ? path : join(dirname(path), file);
    if (!existsSync(target)) return true;
    const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);
    return anchor !== undefined && !headings.map(anchorOf).includes(anchor);
  });
  expect(dead).toEqual([]);
});

test('every program, command, setting and variable that the documents name is there', async () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(
    named(/npm run (?:--silent )?([a-z-]+(?::[a-z]+)?)/g).filter(({ found }) => !(found in scripts)),
  ).toEqual([]);
  const commands = (await loadCommands()).map(({ name }) => name);
  const slash = named(/`\/([a-z]+)(?=[ `])/g).filter(({ found }) => !PATHS.includes(found));
  expect(slash.length).toBeGreaterThan(40);
  expect(slash.filter(({ found }) => !commands.includes(found))).toEqual([]);
  const sections = SETTING_KEYS.map((key) => key.split('.')[0]).join('|');
  const settings = named(new RegExp(`\`((?:${sections})\\.[a-z_]+)`, 'g'));
  expect(settings.length).toBeGreaterThan(50);
  expect(settings.filter(({ found }) => !SETTING_KEYS.includes(found))).toEqual([]);
  const files = [...SECRET_VARIABLES, ADMIN_VARIABLE].map((name) => `${name}_FILE`);
  const variables = named(/\b((?:BETFAIR|DISCORD|DASHBOARD|STORE)_[A-Z_]*[A-Z])\b/g);
  expect(variables.length).toBeGreaterThan(30);
  expect(
    variables.filter(({ found }) => ![...KNOWN_VARIABLES, ADMIN_VARIABLE, ...files].includes(found)),
  ).toEqual([]);
});

test('every program that the documents run by its file is there', () => {
  const run = named(/\bnode ((?:dist|scripts)\/[\w./-]+)/g);
  expect(run.length).toBeGreaterThan(5);
  const source = (file: string) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts');
  expect(run.filter(({ found }) => !existsSync(source(found)))).toEqual([]);
});

test('every row of a table in the documents has as many cells as its heading', () => {
  const cells = (row: string): number => row.replace(/\\\|/g, '').split('|').length;
  const tables = named(/((?:^\|.*\n)+)/gm);
  expect(tables.length).toBeGreaterThan(20);
  const wrong = tables.flatMap(({ path, found }) => {
    const [heading = '', ...rows] = found.trim().split('\n');
    return rows.filter((row) => cells(row) !== cells(heading)).map((row) => ({ path, row }));
  });
  expect(wrong).toEqual([]);
});

/** What begins like a command and is a path: of the machine, the image, the dashboard, or the exchange's control. */
const PATHS = [
  ...['api', 'data', 'healthz', 'login', 'metrics', 'run', 'tmp', 'app', 'config', 'exchange'],
  ...['close', 'correct', 'profit', 'void'],
];

test('docs/configuration.md has every key as the schema has it, and every variable', () => {
  const text = readFileSync('docs/configuration.md', 'utf8');
  // npm run config-docs writes it.
  expect(KEYS_IN_DOCS.exec(text)?.[0]).toBe(configTables());
  expect(KNOWN_VARIABLES.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

test('docs/dependencies.md gives a reason for each package, and what runs with the bot installs no script', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [, running = '', building = ''] = readFileSync('docs/dependencies.md', 'utf8').split('\n## ');
  const listed = (part: string) => [...part.matchAll(/^\| `([^`]+)` \| .{5,} \|$/gm)].map(([, name]) => name);
  expect(listed(running).sort()).toEqual(Object.keys(dependencies).sort());
  expect(listed(building).sort()).toEqual(Object.keys(devDependencies).sort());
  const versions: readonly string[] = Object.values({ ...dependencies, ...devDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  const lock: Record<string, { dev?: boolean; hasInstallScript?: boolean }> = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  ).packages;
  const scripted = Object.entries(lock).filter(([, { dev, hasInstallScript }]) => hasInstallScript && !dev);
  expect(scripted.map(([path]) => path)).toEqual([]);
});

test('docs/security.md names for each threat a test that there is', () => {
  const rows = readFileSync('docs/security.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| what could'));
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter((row) => !isShown(row))).toEqual([]);
});

function isShown(row: string): boolean {
  const [, file = '', name = ''] = /\| `(test\/[\w./-]+)`: (.+) \|$/.exec(row) ?? [];
  return existsSync(file) && readFileSync(file, 'utf8').includes(name);
}
