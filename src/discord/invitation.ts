import { OAuth2Scopes, PermissionsBitField } from 'discord.js';
import { FOR_ANCHORS, FOR_THREADS, TO_PIN, TO_WORK } from './permissions.ts';

/** Source: Discord's developer documentation, "OAuth2", bot authorization flow. */
const AUTHORIZE = 'https://discord.com/oauth2/authorize';

const WISHES = [TO_PIN, FOR_THREADS, FOR_ANCHORS];

/**
 * The address at which whoever manages a server lets the bot in, with the scopes and permissions that it uses and no
 * others. `applicationId`: as in the developer portal.
 */
export function invitation(applicationId: string): string {
  const permissions = [TO_WORK, ...WISHES.map((wish) => wish.permissions)].flatMap(Object.values<bigint>);
  const url = new URL(AUTHORIZE);
  url.search = new URLSearchParams({
    client_id: applicationId,
    scope: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '),
    permissions: new PermissionsBitField(permissions).bitfield.toString(),
  }).toString();
  return url.href;
}

/**
 * The application's id, which the first part of a bot's token is in base64; null where the token is none.
 * Source: Discord's developer documentation, "Authentication" and "Snowflakes".
 */
export function applicationOf(token: string): string | null {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('latin1');
  return /^\d{15,20}$/.test(id) ? id : null;
}
