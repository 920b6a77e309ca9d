import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keepExport } from '../../store/keep-export.ts';

it('keeps a file in the exports of the data folder, in the place of the one before, wherever its name leads', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'rollover-exports-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const text of ['old', 'new']) {
    const path = await keepExport(dir, { name: '../../bets.csv', bytes: Buffer.from(text) });
    expect(path).toBe(join(dir, 'exports', 'bets.csv'));
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
});
