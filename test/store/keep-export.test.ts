import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepExport } from '../../store/keep-export.ts';

it('keeps a file in the exports of the data folder, in the place of the one before, wherever its name leads', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'rollover-exports-'));
  for (const text of ['old', 'new']) {
    const path = await keepExport(dir, { name: '../../bets.csv', bytes: Buffer.from(text) });
    expect(path).toBe(join(dir, 'exports', 'bets.csv'));
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
});
