import { describe, expect, it } from 'vitest';
import { type Presence, type RoleSettings, resolveRole } from '../../src/discord/resolve-role.ts';

const settings: RoleSettings = { ownerId: 'boss', operatorRoleId: 'ops', viewerRoleId: 'fans' };
const home = 'home';

const someone = (userId: string, guildId: string | null, ...roleIds: string[]): Presence => ({
  userId,
  guildId,
  roleIds: new Set(roleIds),
});

describe('the role of a caller', () => {
  it.each([
    ['the owner', someone('boss', home), 'owner'],
    ['the owner in a direct message', someone('boss', null), 'owner'],
    ['the owner in another server', someone('boss', 'other'), 'owner'],
    ['an operator', someone('ann', home, 'ops'), 'operator'],
    ['an operator in a direct message', someone('ann', null, 'ops'), 'stranger'],
    ['an operator in another server', someone('ann', 'other', 'ops'), 'stranger'],
    ['a viewer', someone('bob', home, 'fans'), 'viewer'],
    ['a member without the viewer role', someone('eve', home, 'rest'), 'stranger'],
  ])('%s', (_, who, role) => {
    expect(resolveRole(who, settings, home)).toBe(role);
  });

  it('without a viewer role everyone in the server may look', () => {
    expect(resolveRole(someone('eve', home), { ...settings, viewerRoleId: null }, home)).toBe('viewer');
    expect(resolveRole(someone('eve', 'other'), { ...settings, viewerRoleId: null }, home)).toBe('stranger');
  });

  it('without an operator role nobody is operator, without an owner nobody is owner', () => {
    const bare: RoleSettings = { ownerId: null, operatorRoleId: null, viewerRoleId: null };
    expect(resolveRole(someone('boss', home, 'ops'), bare, home)).toBe('viewer');
  });
});
