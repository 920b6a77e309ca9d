import { type Finding, fail, pass, warning } from './finding.ts';

const OLDEST = [20, 20] as const;
/** The last ones without support; even ones have it for three years (https://nodejs.org/en/about/previous-releases). */
const UNSUPPORTED = 20;

/** `version` as in `process.versions.node`. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldest, least] = OLDEST;
  if (major < oldest || (major === oldest && minor < least))
    return fail('Node', `this is ${version}, and ${OLDEST.join('.')} or newer is needed; install Node 24.`);
  if (major <= UNSUPPORTED)
    return warning(
      'Node',
      `${version} works, but Node ${major} gets no more security updates; install Node 24 when you can.`,
    );
  return pass('Node', `${version}.`);
}
