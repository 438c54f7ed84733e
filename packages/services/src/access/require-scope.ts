import { type Actor, AppError, type Scope } from '@agent-factory/contracts';
import { scopesOf } from './scopes.ts';

/** Throws `forbidden` unless the actor's role or key grants one of the scopes. The first line of every verb. */
export function requireScope(actor: Actor, ...anyOf: readonly [Scope, ...Scope[]]): void {
  const granted = scopesOf(actor);
  if (anyOf.some((scope) => granted.includes(scope))) return;
  const needed = anyOf.join(' or ');
  throw new AppError(
    'forbidden',
    actor.type === 'apiKey'
      ? `The API key "${actor.name}" does not allow this: it lacks the scope ${needed}.`
      : `Your role in this team (${actor.type === 'user' ? actor.role : actor.type}) does not allow this: it needs ${needed}.`,
  );
}
