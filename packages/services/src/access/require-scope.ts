import { type Actor, AppError, type Scope, type TeamRole } from '@agent-factory/contracts';

/** The one table of permissions: what each role may do in its team. */
const scopesOfRole: Readonly<Record<TeamRole, readonly Scope[]>> = {
  owner: ['agents:read', 'agents:write', 'runs:read', 'runs:write'],
  admin: ['agents:read', 'agents:write', 'runs:read', 'runs:write'],
  editor: ['agents:read', 'agents:write', 'runs:read', 'runs:write'],
  viewer: ['agents:read', 'runs:read'],
};

function scopesOf(actor: Actor): readonly Scope[] {
  switch (actor.type) {
    case 'user':
      return scopesOfRole[actor.role];
    case 'system':
      return scopesOfRole.owner;
  }
}

/** Throws `forbidden` unless the actor's role grants the scope. The first line of every verb. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (scopesOf(actor).includes(scope)) return;
  const role = actor.type === 'user' ? actor.role : actor.type;
  throw new AppError('forbidden', `Your role in this team (${role}) does not allow this: it needs ${scope}.`);
}
