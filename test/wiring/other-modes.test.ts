import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openInOtherModes } from '../../src/wiring/other-modes.ts';
import { placed, started } from '../core/given.ts';
import { appendOf, openLog, tempDir } from '../store/temp-log.ts';

test('a bet that is open in another mode is named, since nobody is watching it', async () => {
  const dir = tempDir();
  const log = await openLog(dir, { mode: 'live' });
  await appendOf(log, [started({}, 'live'), placed('0123456789abcdef', 100)]);
  await log.close();
  expect(await openInOtherModes(dir, 'live')).toEqual([]);
  expect(await openInOtherModes(dir, 'demo')).toEqual([
    expect.stringMatching(
      /^In live, a bet on The Draw in Middlesbrough v Man City is open, and nobody is watching it/,
    ),
  ]);
});

test('an event file of another mode that cannot be read is told, and stops nothing', async () => {
  const dir = tempDir();
  const log = await openLog(dir, { mode: 'dry_run' });
  await appendOf(log, [started({}, 'dry_run')]);
  await log.close();
  writeFileSync(join(dir, 'betting_events.live.json'), 'nonsense');
  expect(await openInOtherModes(dir, 'demo')).toEqual([
    expect.stringMatching(/not known.*betting_events\.live\.json/),
  ]);
});
