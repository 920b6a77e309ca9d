import { type APIOverwrite, type APIRole, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';

export type PermissionName = keyof typeof PermissionFlagsBits;

const all = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n);

/** The bits of the named permissions. */
export function permissionBits(names: readonly PermissionName[]): bigint {
  return names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
}

export interface Subject {
  readonly userId: string;
  readonly roleIds: readonly string[];
  readonly ownsGuild: boolean;
}

/**
 * What a member may do in a channel: everyone's and the roles' permissions, then the channel's overwrites
 * for everyone, the roles and the member, in that order (docs topics/permissions). Who may not view the
 * channel, or not send there, loses what depends on it.
 */
export function permissionsIn(
  subject: Subject,
  guildId: string,
  roles: readonly APIRole[],
  overwrites: readonly APIOverwrite[],
): bigint {
  const mine = roles.filter((role) => role.id === guildId || subject.roleIds.includes(role.id));
  const base = mine.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if (subject.ownsGuild || (base & PermissionFlagsBits.Administrator) !== 0n) return all;
  const everyone = overwrites.filter((one) => one.id === guildId);
  const ofRoles = overwrites.filter(
    (one) => one.type === OverwriteType.Role && one.id !== guildId && subject.roleIds.includes(one.id),
  );
  const ofMember = overwrites.filter((one) => one.type === OverwriteType.Member && one.id === subject.userId);
  const allowed = [everyone, ofRoles, ofMember].reduce((now, step) => {
    const deny = step.reduce((sum, one) => sum | BigInt(one.deny), 0n);
    const allow = step.reduce((sum, one) => sum | BigInt(one.allow), 0n);
    return (now & ~deny) | allow;
  }, base);
  if ((allowed & PermissionFlagsBits.ViewChannel) === 0n) return 0n;
  const needSending = permissionBits(['EmbedLinks', 'AttachFiles', 'MentionEveryone', 'SendTTSMessages']);
  const maySend = permissionBits(['SendMessages', 'SendMessagesInThreads']);
  return (allowed & maySend) === 0n ? allowed & ~needSending : allowed;
}
