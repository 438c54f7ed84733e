import { type Actor, AppError, type Scope } from '@agent-factory/contracts';
import { scopesOf } from './scopes.ts';

/** Throws `forbidden` unless the actor's role or key grants the scope. The first line of every verb. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (scopesOf(actor).includes(scope)) return;
  throw new AppError(
    'forbidden',
    actor.type === 'apiKey'
      ? `The API key "${actor.name}" does not allow this: it lacks the scope ${scope}.`
      : `Your role in this team (${actor.type === 'user' ? actor.role : actor.type}) does not allow this: it needs ${scope}.`,
  );
}
