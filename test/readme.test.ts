import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Command, describeOptions } from '../src/command.ts';
import { loadCommands } from '../src/load-commands.ts';

const readme = readFileSync('README.md', 'utf8');

const row = (command: Command): string => {
  const options = describeOptions(command).map(({ name, required }) =>
    required ? `${name}:` : `[${name}:]`,
  );
  return `| \`/${[command.name, ...options].join(' ')}\` | ${command.summary} |`;
};

test('the README lists exactly the commands that there are', async () => {
  const table = ['| command | what it is for |', '|---|---|', ...(await loadCommands()).map(row)].join('\n');
  const [, listed] = /<!-- commands -->\n([\s\S]*?)\n?<!-- \/commands -->/.exec(readme) ?? [];
  expect(listed).toBe(table);
});

test('every script and file that the README names is there', async () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm run ([a-z-]+)/g)].map(([, script]) => script ?? '');
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
