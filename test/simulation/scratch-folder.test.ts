import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { makeScratchFolder } from './scratch-folder.ts';

it('removes what a killed simulation left behind, and nothing else', () => {
  const place = mkdtempSync(join(tmpdir(), 'scratch-'));
  const { pid: gone } = spawnSync(process.execPath, ['--version']);
  for (const name of [`rollover-simulation-${gone}-a`, 'rollover-simulation-of-a-person', `other-${gone}-b`])
    mkdirSync(join(place, name, 'inside'), { recursive: true });
  const mine = makeScratchFolder(place);
  const next = makeScratchFolder(place);
  const left = ['rollover-simulation-of-a-person', `other-${gone}-b`, basename(mine), basename(next)];
  expect(readdirSync(place).sort()).toEqual(left.sort());
});
