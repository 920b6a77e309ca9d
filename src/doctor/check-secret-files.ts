import { statSync } from 'node:fs';
import { sayFileError } from '../say-file-error.ts';
import { type Finding, fail, pass, skip, warning } from './finding.ts';

const FOR_OTHERS = 0o004;

/**
 * Whether files that hold secrets are kept from the other users of this machine. `files`: paths by what names them
 * (`DISCORD_TOKEN_FILE`); those that are not there are none of its business.
 */
export function checkSecretFiles(files: ReadonlyMap<string, string>): readonly Finding[] {
  const found = [...files].flatMap(([name, path]) => checkOne(name, path));
  if (found.length > 0) return found;
  return [skip('Secrets', 'none stands in a file; those of the environment are as safe as it is.')];
}

function checkOne(name: string, path: string): readonly Finding[] {
  const subject = `Secrets in ${path}`;
  try {
    const { mode } = statSync(path);
    if ((mode & FOR_OTHERS) === 0) return [pass(subject, `only who should can read it (${name}).`)];
    const open = `everybody on this machine can read it (${name}): chmod 600 ${path}`;
    return [warning(subject, `${open}.`)];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    return [fail(subject, `it cannot be looked at (${name}): ${sayFileError(error)}.`)];
  }
}
