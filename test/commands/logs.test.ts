import { describe, expect, it } from 'vitest';
import type { LinesWanted, LogLine } from '../../src/logging/newest-lines.ts';
import { at, given, started } from '../core/given.ts';
import { appWith, needs, parse, plain, reply } from './bench-app.ts';

const withLines = (lines: readonly LogLine[], asked: LinesWanted[] = []) =>
  appWith(given(started()), {
    logs: async (wanted) => {
      asked.push(wanted);
      return lines;
    },
  });

describe('logs', () => {
  it('shows the last lines with their times and levels, long ones shortened', async () => {
    const app = withLines([
      { at: at(2), level: 'warn', text: 'x'.repeat(300) },
      { at: at(1), level: 'info', text: 'Betting is paused' },
    ]);
    const answer = await reply(app, 'logs');
    expect(answer.title).toBe('The last 2 lines of the log');
    expect(answer.table?.rows.map((row) => row.map(plain))).toEqual([
      [at(2), 'warn', `${'x'.repeat(199)}…`],
      [at(1), 'info', 'Betting is paused'],
    ]);
  });

  it('asks for fifteen of level info unless told', async () => {
    const asked: LinesWanted[] = [];
    await reply(withLines([], asked), 'logs');
    await reply(withLines([], asked), 'logs', { n: '50', level: 'error' });
    expect(asked).toEqual([
      { n: 15, level: 'info' },
      { n: 50, level: 'error' },
    ]);
  });

  it('says that there is nothing', async () => {
    expect(plain((await reply(withLines([]), 'logs', { level: 'warn' })).text)).toContain('level warn');
  });

  it('takes 1 to 50 lines, and levels there are', () => {
    expect(parse('logs', { n: '51' })).toMatch(/from 1 to 50/);
    expect(parse('logs', { level: 'loud' })).toMatch(/debug.*error/);
  });

  it('is for operators', () => {
    expect(needs(appWith(), 'logs')).toBe('operator');
  });
});
