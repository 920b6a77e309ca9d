import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Publish time of the first message of handmade recordings. */
export const FIRST = Date.UTC(2026, 4, 2, 12);

/** Writes a handmade file into a folder of its own, gone after the test, and returns its path. */
export function written(content: string | Uint8Array, name = 'recording'): string {
  const dir = mkdtempSync(join(tmpdir(), 'rollover-recording-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, name);
  writeFileSync(file, content);
  return file;
}

/** A recording: one message a line, each with its seconds since the first and its market changes. */
export function recorded(...messages: [seconds: number, ...mc: object[]][]): string {
  return written(
    messages
      .map(([seconds, ...mc]) => `${JSON.stringify({ op: 'mcm', pt: FIRST + seconds * 1000, mc })}\n`)
      .join(''),
  );
}

export function definition(changes: object = {}): object {
  return {
    status: 'OPEN',
    inPlay: false,
    marketTime: '2026-05-02T13:00:00.000Z',
    marketType: 'MATCH_ODDS',
    bettingType: 'ODDS',
    eventTypeId: '1',
    eventId: '30000001',
    turnInPlayEnabled: true,
    marketBaseRate: 5,
    discountAllowed: true,
    betDelay: 0,
    version: 100,
    numberOfWinners: 1,
    runners: [
      { id: 11, status: 'ACTIVE', sortPriority: 1 },
      { id: 12, status: 'ACTIVE', sortPriority: 2 },
    ],
    ...changes,
  };
}
