import type { Role } from '../command.ts';

/** Who pressed or typed, as Discord told us with this interaction. */
export interface Presence {
  readonly userId: string;
  /** Null in a direct message. */
  readonly guildId: string | null;
  readonly roleIds: ReadonlySet<string>;
}

export interface RoleSettings {
  readonly ownerId: string | null;
  readonly operatorRoleId: string | null;
  readonly viewerRoleId: string | null;
}

/**
 * What someone may do. `homeGuildId` is the only server whose roles count; null where none is configured,
 * and every server that the bot was invited to counts.
 */
export function resolveRole(who: Presence, settings: RoleSettings, homeGuildId: string | null): Role {
  if (settings.ownerId !== null && who.userId === settings.ownerId) return 'owner';
  if (who.guildId === null || (homeGuildId !== null && who.guildId !== homeGuildId)) return 'stranger';
  const has = (roleId: string | null) => roleId !== null && who.roleIds.has(roleId);
  if (has(settings.operatorRoleId)) return 'operator';
  return settings.viewerRoleId === null || has(settings.viewerRoleId) ? 'viewer' : 'stranger';
}
