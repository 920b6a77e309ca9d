import { type Finding, pass, warning } from './finding.ts';
import { lookAtFolder } from './why-unwritable.ts';

export interface SideFolder {
  /** What is kept there: `Logs`. */
  readonly subject: string;
  readonly dir: string;
  /** What names it: `LOG_DIR`. */
  readonly setting: string;
  /** How the bot is without it, in a sentence. */
  readonly without: string;
}

/** Whether the folders can be written without which the bot works, and something is missing. Writes nothing. */
export const checkSideFolders = (folders: readonly SideFolder[]): Promise<readonly Finding[]> =>
  Promise.all(folders.map(checkOne));

async function checkOne({ subject, dir, setting, without }: SideFolder): Promise<Finding> {
  const { there, why } = await lookAtFolder(dir);
  if (why === null) return pass(subject, `${dir} can be written.`);
  return warning(
    subject,
    `${there} cannot be written: ${why}. ${without} Let this user write there, or set ${setting} to another folder.`,
  );
}
