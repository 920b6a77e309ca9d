import { Client, DiscordAPIError, RESTEvents, Routes } from 'discord.js';
import { z } from 'zod';
import { invitation } from '../invitation.ts';
import { loginFault, TOKEN_REFUSED } from '../login-fault.ts';
import { lookAtAuditChannel, lookAtChannel } from './look-at-channel.ts';
import { type GuildSettings, lookAtGuild } from './look-at-guild.ts';
import { type PlaceSeen, seen } from './place-seen.ts';

export interface LookSettings extends GuildSettings {
  readonly token: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly channelId: string | null;
  /** The channel for anchors; may be the same. */
  readonly auditChannelId: string | null;
}

const TIMEOUT_MS = 10_000;

/**
 * What the bot would find on Discord, looked at over the REST API alone: a second login at the gateway would disturb
 * one that runs. Changes nothing. `onDate` is told of each answer's Date header.
 */
export async function lookAtPlace(
  settings: LookSettings,
  onDate: (date: string, host: string) => void,
): Promise<readonly PlaceSeen[]> {
  // Such a token could not even be sent as a header.
  if (!/^[!-~]+$/.test(settings.token)) return [seen('Discord token', 'amiss', TOKEN_REFUSED.message)];
  const client = new Client({ intents: [], rest: { api: settings.apiUrl, timeout: TIMEOUT_MS, retries: 1 } });
  client.rest.setToken(settings.token);
  client.rest.on(RESTEvents.Response, (_, { headers }) => {
    const date = headers.get('date');
    if (date !== null) onDate(date, new URL(settings.apiUrl).host);
  });
  try {
    return await look(client, settings);
  } catch (error) {
    return [seen('Discord', 'amiss', describe(error, settings.apiUrl))];
  } finally {
    await client.destroy();
  }
}

function describe(error: unknown, apiUrl: string): string {
  if (error instanceof DiscordAPIError && error.status === 401) return TOKEN_REFUSED.message;
  const { host } = new URL(apiUrl);
  const remedy = 'Check the network, and DISCORD_API_URL if it is set.';
  if (error instanceof z.ZodError) return `what answers at ${host} is not Discord. ${remedy}`;
  if (error instanceof Error && error.name === 'AbortError')
    return `no answer from ${host} within ${TIMEOUT_MS / 1_000} s. ${remedy}`;
  return `${loginFault(error, null).message} ${remedy}`;
}

const ofBot = z.object({ id: z.string(), username: z.string() });
const ofApplication = z.object({ id: z.string() });

async function look(client: Client, settings: LookSettings): Promise<readonly PlaceSeen[]> {
  const { id: botId, username } = ofBot.parse(await client.rest.get(Routes.user()));
  const { id } = ofApplication.parse(await client.rest.get(Routes.currentApplication()));
  const place = { client, botId, invite: invitation(id) };
  const { guildId, channelId, auditChannelId } = settings;
  const apart = auditChannelId !== null && auditChannelId !== channelId;
  return [
    seen('Discord token', 'well', `it is that of ${username}.`),
    ...(await lookAtGuild(place, settings)),
    ...(await lookAtChannel(place, { id: channelId, guildId, withAnchors: !apart })),
    ...(apart ? await lookAtAuditChannel(place, auditChannelId) : []),
  ];
}
