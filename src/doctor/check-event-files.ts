import type { Verdict } from '../../store/verification.ts';
import { type Finding, fail, pass, skip, warning } from './finding.ts';

/** The event file of each mode that is there, `paths` by mode, verified as a start would, without changing it. */
export async function checkEventFiles(
  paths: ReadonlyMap<string, string>,
  verify: (path: string) => Promise<Verdict>,
): Promise<readonly Finding[]> {
  if (paths.size === 0)
    return [skip('Event file', 'there is none yet; the first start of each mode makes its own.')];
  return Promise.all([...paths].map(([mode, path]) => checkOne(`Event file (${mode})`, path, verify)));
}

async function checkOne(
  subject: string,
  path: string,
  verify: (path: string) => Promise<Verdict>,
): Promise<Finding> {
  const { exitCode, out, err } = await verify(path);
  const text = [...out, ...err].join(' ');
  if (exitCode !== 0) return fail(subject, text);
  return err.length > 0 ? warning(subject, text) : pass(subject, text);
}
