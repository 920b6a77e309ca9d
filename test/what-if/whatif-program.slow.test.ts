import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { tempDir } from '../store/temp-log.ts';

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['dist/src/whatif.js', ...args], { encoding: 'utf8' });

it('tells a person what is missing', () => {
  const dir = tempDir();
  const none = run('--data-dir', dir);
  expect([none.status, none.stdout]).toEqual([2, '']);
  expect(none.stderr).toContain('There are no recordings of demo, dry_run, live');
  expect(run('--data-dir', dir, '--mode', 'play').stderr).toContain(
    '--mode play: expected demo, dry_run or live.',
  );
  expect(run('--config', '/no/such/file')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/flags: --config/),
  });
  expect(run('--nonsense')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Unknown option '--nonsense'"),
  });
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('npm run whatif') });
});
