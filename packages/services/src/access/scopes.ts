import { type Actor, keyScopes, roleHas, type Scope, scopes, type TeamRole } from '@agent-factory/contracts';

/** What each role may do in its team, from the table of permissions. */
const scopesOfRole: Readonly<Record<TeamRole, readonly Scope[]>> = {
  owner: grantedTo('owner'),
  admin: grantedTo('admin'),
  editor: grantedTo('editor'),
  viewer: grantedTo('viewer'),
};

function grantedTo(role: TeamRole): readonly Scope[] {
  return scopes.filter((scope) => roleHas(role, scope));
}

export function scopesOf(actor: Actor): readonly Scope[] {
  switch (actor.type) {
    case 'user':
      return scopesOfRole[actor.role];
    case 'apiKey':
      return actor.scopes;
    case 'system':
      return scopesOfRole.owner;
  }
}

const keyRoles = ['viewer', 'editor', 'admin'] as const;

/** The least role whose members may do all of that. */
export function leastRoleFor(wanted: readonly Scope[]): (typeof keyRoles)[number] {
  return keyRoles.find((role) => wanted.every((scope) => scopesOfRole[role].includes(scope))) ?? 'admin';
}

/** With the right to read what may be written: a key that starts runs may look at them. */
export function withReads(wanted: readonly Scope[]): Scope[] {
  return keyScopes.filter(
    (scope) => wanted.includes(scope) || wanted.some((one) => scope === one.replace(/:write$/, ':read')),
  );
}
