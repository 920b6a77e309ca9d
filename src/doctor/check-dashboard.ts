import { createServer } from 'node:net';
import { type Finding, fail, pass, skip, warning } from './finding.ts';

interface DashboardSettings {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly token: string | null;
  readonly viewerToken: string | null;
}

/** A token that somebody made up is shorter. */
const LONG_ENOUGH = 24;

/** Whether the dashboard could listen, and who would get in. `botRuns`: then the port is its own. */
export async function checkDashboard(
  settings: DashboardSettings,
  isLoopback: (host: string) => boolean,
  botRuns: boolean,
): Promise<readonly Finding[]> {
  return [await checkPort(settings, botRuns), ...checkTokens(settings, isLoopback)];
}

async function checkPort({ host, port }: DashboardSettings, botRuns: boolean): Promise<Finding> {
  const subject = 'Dashboard';
  const where = `port ${port} on ${host}`;
  const code = await tryToListen(host.replace(/^\[|\]$/g, ''), port);
  if (code === null)
    return pass(subject, port === 0 ? `it takes any free port on ${host}.` : `${where} is free.`);
  if (code === 'EADDRINUSE')
    return botRuns
      ? skip(subject, `${where} is taken, as it should be by the bot that runs.`)
      : fail(subject, `${where} is taken by another program: end that, or set DASHBOARD_PORT.`);
  return fail(subject, `nothing can listen at ${where} (${code}): set DASHBOARD_HOST and DASHBOARD_PORT.`);
}

/** Null where it can; else the system's code for why not. */
function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

function checkTokens(
  { host, token, viewerToken }: DashboardSettings,
  isLoopback: (host: string) => boolean,
): readonly Finding[] {
  const subject = 'Dashboard token';
  if (token === null && viewerToken === null)
    return [
      isLoopback(host)
        ? pass(subject, 'none is needed: nobody beyond this machine reaches the dashboard.')
        : fail(subject, `${host} is reached from beyond this machine: set DASHBOARD_TOKEN.`),
    ];
  const short = Object.entries({ DASHBOARD_TOKEN: token, DASHBOARD_VIEWER_TOKEN: viewerToken }).filter(
    ([, value]) => value !== null && value.length < LONG_ENOUGH,
  );
  if (short.length === 0) return [pass(subject, 'it is long enough not to be guessed.')];
  const names = short.map(([name]) => name).join(' and ');
  return [
    warning(
      subject,
      `${names}: fewer than ${LONG_ENOUGH} characters can be guessed; npm run setup makes one.`,
    ),
  ];
}
