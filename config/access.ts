import { sayFileError } from '../src/say-file-error.ts';
import type { BetfairAccess, Config, DiscordAccess } from './config.ts';
import type { Fault } from './fault.ts';
import { isLoopbackHost, isLoopbackUrl } from './loopback.ts';
import type { ReadText, Variables } from './variables.ts';

const CREDENTIALS = [
  'BETFAIR_APP_KEY',
  'BETFAIR_USERNAME',
  'BETFAIR_PASSWORD',
  'BETFAIR_CERT_FILE',
  'BETFAIR_KEY_FILE',
] as const;

/** Every variable that the program reads; others that begin like these are pointed out. */
export const KNOWN_VARIABLES: readonly string[] = [
  ...CREDENTIALS,
  'BETFAIR_API_URL',
  'BETFAIR_CERT_LOGIN_URL',
  'BETFAIR_IDENTITY_URL',
  'BETFAIR_CA_FILE',
  'DISCORD_TOKEN',
  'DISCORD_GUILD_ID',
  'DISCORD_CHANNEL_ID',
  'DISCORD_AUDIT_CHANNEL_ID',
  'DISCORD_OWNER_ID',
  'DISCORD_OPERATOR_ROLE_ID',
  'DISCORD_VIEWER_ROLE_ID',
  'DISCORD_API_URL',
  'DASHBOARD_HOST',
  'DASHBOARD_PORT',
  'DASHBOARD_TOKEN',
  'DASHBOARD_VIEWER_TOKEN',
  'PING_URL',
  'STORE_URL',
  'STREAM',
  'DATA_DIR',
  'CONFIG_FILE',
  'LOG_DIR',
];

/** The account on Betfair; null where no Betfair variable is set. All of the credentials, or none. */
export function readBetfair(is: Variables, readText: ReadText, faults: Fault[]): BetfairAccess | null {
  const set = is.names.filter((name) => KNOWN_VARIABLES.includes(name) && name.startsWith('BETFAIR_'));
  if (set.length === 0) return null;
  faults.push(...missingCredentials(is, set));
  for (const name of ['BETFAIR_CERT_FILE', 'BETFAIR_KEY_FILE', 'BETFAIR_CA_FILE'])
    checkReadable(is, name, readText, faults);
  const text = (name: string) => is.get(name) ?? '';
  return {
    appKey: text('BETFAIR_APP_KEY'),
    username: text('BETFAIR_USERNAME'),
    password: text('BETFAIR_PASSWORD'),
    certFile: text('BETFAIR_CERT_FILE'),
    keyFile: text('BETFAIR_KEY_FILE'),
    caFile: is.get('BETFAIR_CA_FILE') ?? null,
    apiUrl: readUrl(is, 'BETFAIR_API_URL', 'https://api.betfair.com/exchange', faults),
    certLoginUrl: readUrl(is, 'BETFAIR_CERT_LOGIN_URL', 'https://identitysso-cert.betfair.com/api', faults),
    identityUrl: readUrl(is, 'BETFAIR_IDENTITY_URL', 'https://identitysso.betfair.com/api', faults),
  };
}

function missingCredentials(is: Variables, set: readonly string[]): Fault[] {
  const others = `while ${set[0]} is set${set.length > 1 ? ` (and ${set.length - 1} more)` : ''}`;
  return CREDENTIALS.filter((name) => !is.names.includes(name)).map((name) => {
    const allowed = `is missing, ${others}; set it, or unset every BETFAIR variable for the demo`;
    return { where: 'environment', path: name, value: null, allowed };
  });
}

/** The bot on Discord; null without a token. */
export function readDiscord(is: Variables, faults: Fault[]): DiscordAccess | null {
  const token = is.get('DISCORD_TOKEN');
  if (!token) return null;
  const channelId = readId(is, 'DISCORD_CHANNEL_ID', faults);
  return {
    token,
    guildId: readId(is, 'DISCORD_GUILD_ID', faults),
    channelId,
    auditChannelId: readId(is, 'DISCORD_AUDIT_CHANNEL_ID', faults) ?? channelId,
    ownerId: readId(is, 'DISCORD_OWNER_ID', faults),
    operatorRoleId: readId(is, 'DISCORD_OPERATOR_ROLE_ID', faults),
    viewerRoleId: readId(is, 'DISCORD_VIEWER_ROLE_ID', faults),
    apiUrl: readUrl(is, 'DISCORD_API_URL', 'https://discord.com/api', faults),
  };
}

/** Where the dashboard listens, and whom it lets in. Beyond loopback only with a token. */
export function readDashboard(is: Variables, faults: Fault[]): Config['dashboard'] {
  const host = is.get('DASHBOARD_HOST') ?? '127.0.0.1';
  const token = is.get('DASHBOARD_TOKEN') ?? null;
  const viewerToken = is.get('DASHBOARD_VIEWER_TOKEN') ?? null;
  const given = is.get('DASHBOARD_PORT');
  const port = Number(given ?? 8080);
  if (!/^\d{1,5}$/.test(given ?? '0') || port > 65_535) {
    const allowed = 'allowed: a whole number from 0 to 65535 (0: any free port)';
    faults.push({ where: is.where('DASHBOARD_PORT'), path: 'DASHBOARD_PORT', value: given ?? null, allowed });
  }
  if (token !== null && token === viewerToken) {
    const allowed =
      'is the same as DASHBOARD_TOKEN: whoever may only look could operate the bot; give it a value of its own';
    faults.push({
      where: is.where('DASHBOARD_VIEWER_TOKEN'),
      path: 'DASHBOARD_VIEWER_TOKEN',
      value: null,
      allowed,
    });
  }
  if (token === null && viewerToken === null && !isLoopbackHost(host)) {
    const allowed = 'reaches beyond this machine, and DASHBOARD_TOKEN is not set; set it, or use 127.0.0.1';
    faults.push({ where: is.where('DASHBOARD_HOST'), path: 'DASHBOARD_HOST', value: host, allowed });
  }
  return { host, port, token, viewerToken };
}

/** The dead-man's switch; null without one. Who knows its address can keep it quiet, so that it is a secret. */
export function readPingUrl(is: Variables, faults: Fault[]): string | null {
  const url = is.get('PING_URL') ?? null;
  if (url === null || isSafeUrl(url)) return url;
  faults.push({ where: is.where('PING_URL'), path: 'PING_URL', value: null, allowed: SAFE_URLS });
  return null;
}

function checkReadable(is: Variables, name: string, readText: ReadText, faults: Fault[]): void {
  const file = is.get(name);
  if (file === undefined) return;
  try {
    readText(file);
  } catch (error) {
    const allowed = `the file cannot be read: ${sayFileError(error)}`;
    faults.push({ where: is.where(name), path: name, value: file, allowed });
  }
}

function readId(is: Variables, name: string, faults: Fault[]): string | null {
  const id = is.get(name) ?? null;
  if (id !== null && !/^\d{1,20}$/.test(id)) {
    // Not shown: it may be the token in the wrong place.
    const allowed = "allowed: an id of digits (Discord's developer mode copies it)";
    faults.push({ where: is.where(name), path: name, value: null, allowed });
  }
  return id;
}

/** Secrets travel over these addresses: https, or http that does not leave the machine. */
function readUrl(is: Variables, name: string, fallback: string, faults: Fault[]): string {
  const url = is.get(name) ?? fallback;
  if (!isSafeUrl(url)) {
    const value = url.includes('@') ? null : url;
    faults.push({ where: is.where(name), path: name, value, allowed: SAFE_URLS });
  }
  return url.replace(/\/+$/, '');
}

const SAFE_URLS = 'allowed: an https address, or an http address on this machine';

const isSafeUrl = (url: string): boolean =>
  URL.canParse(url) && (new URL(url).protocol === 'https:' || isLoopbackUrl(url));
