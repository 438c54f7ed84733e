import { type Actor, AppError } from '@agent-factory/contracts';

export type Person = Extract<Actor, { type: 'user' }>;

/** Throws `forbidden` unless a signed-in person calls: what makes and moves people is not for programs. */
export function requirePerson(actor: Actor): Person {
  if (actor.type === 'user') return actor;
  throw new AppError('forbidden', 'This is for people: sign in, an API key cannot do it.');
}
