import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const BINARIES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium without a window. Throws where there is none, with what to install. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM'] ?? '', ...BINARIES].find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error(
      `The tests of the dashboard's page drive Chromium, and there is none at ${BINARIES.join(', ')}. On Debian or Ubuntu: apt-get update && apt-get install -y chromium. Elsewhere set CHROMIUM to its path.`,
    );
  // As root, in a container, it has no sandbox to be in.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** What a page did that it must not. */
export interface Misdeeds {
  /** Errors and warnings of its console, and what it threw. */
  readonly said: readonly string[];
  /** Requests that left the origin it was loaded from. */
  readonly strayed: readonly string[];
}

/** Listens from now on. `origin` as in `http://127.0.0.1:8080`. */
export function watchMisdeeds(page: Page, origin: string): Misdeeds {
  const said: string[] = [];
  const strayed: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  page.on('pageerror', ({ message }) => said.push(message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(?:data|blob):/.test(url)) strayed.push(url);
  });
  return { said, strayed };
}

/** What axe finds serious or critical on the page as it stands, each with the first elements concerned. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  // As a person's own tool would: the page's content security policy lets no script in from outside.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    type Finding = { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] };
    const { violations } = await (
      globalThis as unknown as { axe: { run: () => Promise<{ violations: Finding[] }> } }
    ).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ target, failureSummary }) => `${target} ${failureSummary}`)
            .join(' | ')}`,
      );
  });
}
