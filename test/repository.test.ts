import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
const texts = tracked
  .filter((file) => existsSync(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

const naming = (pattern: RegExp) => texts.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

it('sees the tracked files', () => {
  expect(tracked).toContain('package-lock.json');
});

it('names no path of the machine that it was written on', () => {
  expect(naming(/(?<![\w.])\/(?:work|root|home|Users)\/\w/)).toEqual([]);
});

it('names no package registry, and locks packages by version and hash alone', () => {
  expect(naming(/registry\.(?:npmjs\.org|yarnpkg\.com)|npm\.pkg\.github\.com/)).toEqual([]);
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  expect(Object.entries<{ resolved?: string }>(packages).filter(([, { resolved }]) => resolved)).toEqual([]);
});

it('holds no recorded data, secret or build', () => {
  expect(
    tracked.filter((file) => /\.(?:bz2|pem|crt|key|env)$|^(?:dist|data|node_modules)\//.test(file)),
  ).toEqual([]);
});
