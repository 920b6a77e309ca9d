import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, fail, pass } from './finding.ts';

export interface ProgramParts {
  /** The folder with the program's package.json. */
  readonly root: string;
  /** The names of the packages that it runs on. */
  readonly dependencies: readonly string[];
  /** The folder of the dashboard's built page; null where it was not built. */
  readonly assets: string | null;
  /** Loads every command; rejects where one is broken. */
  readonly loadCommands: () => Promise<readonly unknown[]>;
}

const REBUILD = 'Run npm install and npm run build, or take the image anew.';

/** Whether everything is there that the program runs on. */
export async function checkProgram(parts: ProgramParts): Promise<readonly Finding[]> {
  return [checkPackages(parts), await checkCommands(parts), checkPage(parts.assets)];
}

function checkPackages({ root, dependencies }: ProgramParts): Finding {
  const missing = dependencies.filter(
    (name) => !existsSync(join(root, 'node_modules', name, 'package.json')),
  );
  return missing.length === 0
    ? pass('Packages', `all ${dependencies.length} are installed.`)
    : fail('Packages', `not installed: ${missing.join(', ')}. ${REBUILD}`);
}

async function checkCommands({ loadCommands }: ProgramParts): Promise<Finding> {
  try {
    return pass('Program', `it loads, with ${(await loadCommands()).length} commands.`);
  } catch (error) {
    return fail('Program', `it does not load: ${error instanceof Error ? error.message : error}. ${REBUILD}`);
  }
}

const checkPage = (assets: string | null): Finding =>
  assets !== null && existsSync(join(assets, 'index.html'))
    ? pass('Page', 'the page of the dashboard is built.')
    : fail('Page', `the page of the dashboard is not built. ${REBUILD}`);
