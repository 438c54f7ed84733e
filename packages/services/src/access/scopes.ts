import { type Actor, type Scope, scopes, type TeamRole } from '@agent-factory/contracts';

const readers = ['agents:read', 'runs:read', 'models:read', 'usage:read'] as const satisfies Scope[];
const writers = [...readers, 'agents:write', 'runs:write'] as const satisfies Scope[];

/** The one table of permissions: what each role may do in its team. */
const scopesOfRole: Readonly<Record<TeamRole, readonly Scope[]>> = {
  owner: scopes,
  admin: scopes,
  editor: writers,
  viewer: readers,
};

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
  return scopes.filter(
    (scope) => wanted.includes(scope) || wanted.some((one) => scope === one.replace(/:write$/, ':read')),
  );
}
