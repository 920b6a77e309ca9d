import { type GuildBasedChannel, Routes } from 'discord.js';
import { z } from 'zod';
import {
  FOR_ANCHORS,
  FOR_THREADS,
  type Permissions,
  TO_PIN,
  TO_POST,
  TO_WORK,
  type Wish,
} from '../permissions.ts';
import type { Place } from './look-at-guild.ts';
import { HIDDEN, orNullIf, type PlaceSeen, seen } from './place-seen.ts';

/** The channel for notices, with each permission; `withAnchors`: they are posted there as well. */
export async function lookAtChannel(
  place: Place,
  channel: { readonly id: string | null; readonly guildId: string | null; readonly withAnchors: boolean },
): Promise<readonly PlaceSeen[]> {
  const what = 'Discord channel';
  if (channel.id === null)
    return [seen(what, 'unset', 'DISCORD_CHANNEL_ID is not set: no notices go to Discord.')];
  return look(place, {
    ...{ what, variable: 'DISCORD_CHANNEL_ID', id: channel.id, guildId: channel.guildId, needed: TO_WORK },
    wishes: [TO_PIN, FOR_THREADS, ...(channel.withAnchors ? [FOR_ANCHORS] : [])],
  });
}

/** A channel of its own for the anchors, safest in a server that others look after. */
export const lookAtAuditChannel = (place: Place, id: string): Promise<readonly PlaceSeen[]> =>
  look(place, {
    ...{ what: 'Discord audit channel', variable: 'DISCORD_AUDIT_CHANNEL_ID', id, guildId: null },
    needed: TO_POST,
    wishes: [FOR_ANCHORS],
  });

interface ChannelWanted {
  readonly what: string;
  readonly variable: string;
  readonly id: string;
  /** The server that it must be in; null for any. */
  readonly guildId: string | null;
  readonly needed: Permissions;
  readonly wishes: readonly Wish[];
}

async function look(place: Place, wanted: ChannelWanted): Promise<readonly PlaceSeen[]> {
  const channel = await findChannel(place, wanted);
  if (typeof channel === 'string')
    return [seen(wanted.what, 'amiss', `${wanted.id} (${wanted.variable}) ${channel}.`)];
  const { what, needed, wishes } = wanted;
  const has = channel.permissionsFor(await channel.guild.members.fetch(place.botId));
  const where = `allow it in #${channel.name}, under Edit Channel, Permissions`;
  const each = (permissions: Permissions, lacking: PlaceSeen['state'], without: string): PlaceSeen[] =>
    Object.entries(permissions).map(([name, flag]) =>
      has.has(flag)
        ? seen(what, 'well', `the bot has ${name}.`)
        : seen(what, lacking, `the bot lacks ${name}${without}: ${where}.`),
    );
  return [
    seen(what, 'well', `the bot sees #${channel.name}.`),
    ...each(needed, 'amiss', ''),
    ...wishes.flatMap(({ permissions, without }) => each(permissions, 'wanting', `, so that ${without}`)),
  ];
}

const placed = z.object({ guild_id: z.string().optional() });

/** The channel, or what is wrong with it. */
async function findChannel(
  { client, invite }: Place,
  { id, guildId }: ChannelWanted,
): Promise<GuildBasedChannel | string> {
  const found = await orNullIf(HIDDEN.channel, client.rest.get(Routes.channel(id)));
  if (found === null)
    return `is a channel that the bot does not see: correct the id, let the bot view the channel, or invite it to the channel's server with ${invite}`;
  const { guild_id: home } = placed.parse(found);
  if (home === undefined) return 'is in no server: give the id of a text channel';
  if (guildId !== null && home !== guildId)
    return `is in another server than ${guildId} (DISCORD_GUILD_ID): both must name the same`;
  const guild = await client.guilds.fetch(home);
  const channel = await guild.channels.fetch(id);
  return channel?.isSendable() ? channel : 'takes no messages: give the id of a text channel';
}
