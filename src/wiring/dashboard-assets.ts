import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = 'src/dashboard/assets/';

/** The folder that the build writes the page to, from the sources as from `dist`; null where it was not built. */
export function findDashboardAssets(): string | null {
  const root = import.meta.url.endsWith('.ts') ? '../../dist/' : '../../';
  const folder = fileURLToPath(new URL(`${root}${FOLDER}`, import.meta.url));
  return existsSync(folder) ? folder : null;
}
