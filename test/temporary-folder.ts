import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder holds all that a run of the tests makes for a while; it goes with the run, also what a killed bot left. */
export function setup(): () => void {
  const dir = mkdtempSync(join(tmpdir(), 'rollover-tests-'));
  // A server that does not run as root has its own folder in it, which it must be able to reach.
  chmodSync(dir, 0o711);
  process.env['TMPDIR'] = dir;
  return () => rmSync(dir, { recursive: true, force: true });
}
