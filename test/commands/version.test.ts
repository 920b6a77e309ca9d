import { expect, it } from 'vitest';
import { at, given, started } from '../core/given.ts';
import { appWith, field, needs, reply } from './bench-app.ts';

it('names the program, what it runs on, since when, and the head of its event file', async () => {
  const answer = await reply(appWith(given(started({}, 'dry_run'))), 'version');
  expect(answer.title).toBe('Rollover 1.2.3');
  expect(field(answer, 'Mode')).toContain('dry run');
  expect(field(answer, 'Node')).toBe(process.version);
  expect(field(answer, 'Platform')).toContain(process.platform);
  expect(field(answer, 'Running since')).toBe(at());
  expect(field(answer, 'Last event')).toBe('1');
  expect(field(answer, 'Hash of the last event')).toBe('f'.repeat(64));
});

it('is for everyone who may look', () => {
  expect(needs(appWith(), 'version')).toBe('viewer');
});
