import { type BaseInteraction, GuildMember } from 'discord.js';
import type { Presence } from './resolve-role.ts';

/** Who is behind an interaction, with the roles that Discord sent along with it. */
export function presenceOf({ user, guildId, member }: BaseInteraction): Presence {
  const roles = member instanceof GuildMember ? member.roles.cache.keys() : (member?.roles ?? []);
  return { userId: user.id, guildId, roleIds: new Set(roles) };
}
