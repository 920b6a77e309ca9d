/** Every route that is served, named as in Discord's specification. */
export const routeNames = [
  'GET /gateway',
  'GET /gateway/bot',
  'GET /users/@me',
  'POST /users/@me/channels',
  'GET /users/@me/guilds',
  'GET /applications/@me',
  'GET /oauth2/applications/@me',
  'GET /applications/{application_id}/commands',
  'PUT /applications/{application_id}/commands',
  'POST /applications/{application_id}/commands',
  'GET /applications/{application_id}/commands/{command_id}',
  'PATCH /applications/{application_id}/commands/{command_id}',
  'DELETE /applications/{application_id}/commands/{command_id}',
  'GET /applications/{application_id}/guilds/{guild_id}/commands',
  'PUT /applications/{application_id}/guilds/{guild_id}/commands',
  'POST /applications/{application_id}/guilds/{guild_id}/commands',
  'GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}',
  'PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}',
  'DELETE /applications/{application_id}/guilds/{guild_id}/commands/{command_id}',
  'POST /interactions/{interaction_id}/{interaction_token}/callback',
  'POST /webhooks/{webhook_id}/{webhook_token}',
  'GET /webhooks/{webhook_id}/{webhook_token}/messages/@original',
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original',
  'DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original',
  'GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
  'DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
  'GET /channels/{channel_id}',
  'PATCH /channels/{channel_id}',
  'GET /channels/{channel_id}/messages',
  'POST /channels/{channel_id}/messages',
  'GET /channels/{channel_id}/messages/{message_id}',
  'PATCH /channels/{channel_id}/messages/{message_id}',
  'DELETE /channels/{channel_id}/messages/{message_id}',
  'GET /channels/{channel_id}/messages/pins',
  'PUT /channels/{channel_id}/messages/pins/{message_id}',
  'DELETE /channels/{channel_id}/messages/pins/{message_id}',
  'POST /channels/{channel_id}/messages/{message_id}/threads',
  'POST /channels/{channel_id}/threads',
  'POST /channels/{channel_id}/typing',
  'GET /guilds/{guild_id}',
  'GET /guilds/{guild_id}/channels',
  'GET /guilds/{guild_id}/roles',
  'GET /guilds/{guild_id}/members/{user_id}',
] as const;
export type RouteName = (typeof routeNames)[number];

export interface Match {
  readonly name: RouteName;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly name: RouteName;
  readonly method: string;
  readonly parts: readonly string[];
}

const isParameter = (part: string) => part.startsWith('{');

// Literal parts go before parameters: `/messages/pins` is not a message called "pins".
const patterns: readonly Pattern[] = routeNames
  .map((name) => {
    const [method = '', path = ''] = name.split(' ');
    return { name, method, parts: path.split('/').slice(1) };
  })
  .sort((a, b) => a.parts.filter(isParameter).length - b.parts.filter(isParameter).length);

/** The route of a request's method and path (without `/api/v10`), or null. */
export function matchRoute(method: string, path: string): Match | null {
  const parts = path.split('/').slice(1).map(decodeURIComponent);
  const found = patterns.find(
    (one) =>
      one.method === method &&
      one.parts.length === parts.length &&
      one.parts.every((part, i) => isParameter(part) || part === parts[i]),
  );
  if (!found) return null;
  const parameters = found.parts.flatMap((part, i) =>
    isParameter(part) ? [[part.slice(1, -1), parts[i] ?? '']] : [],
  );
  return { name: found.name, parameters: Object.fromEntries(parameters) };
}
