import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMANDS_IN_README, commandTable } from './command-table.ts';

const readme = readFileSync('README.md', 'utf8');

test('the README lists exactly the commands that there are', async () => {
  // npm run readme writes it.
  expect(COMMANDS_IN_README.exec(readme)?.[0]).toBe(await commandTable());
});

test('every script and file that the README names is there', async () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm run ([a-z-]+(?::[a-z]+)?)/g)].map(([, script]) => script ?? '');
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
  const paths = [...readme.matchAll(/`((?:src|config|store|test|bench|commands)\/[\w./-]*)`/g)].map(
    ([, path]) => path ?? '',
  );
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) expect([path, fileThere(path)]).toEqual([path, true]);
});

function fileThere(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EISDIR';
  }
}
