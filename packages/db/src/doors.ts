import type { Actor } from '@agent-factory/contracts';
import type { Database } from './database.ts';
import { type Claims, inTransaction, type Transaction, type TransactionRole } from './tenant-transaction.ts';

/**
 * One transaction inside the actor's team: a user as a member of it, an API key as itself (the policies look
 * membership, scopes and revocation up again), the system as the worker of that one team. A query still names
 * its tenant in its WHERE: the policy is the lock on the door, the index is the corridor.
 *
 * Never await a model or tool inside `work`.
 */
export function withTenant<T>(
  database: Database,
  actor: Actor,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { role, claims } = callerOf(actor);
  return inTransaction(database, role, claims, work);
}

/**
 * `withTenant` for a single statement, in one round trip in place of two. What it locks it holds no longer than
 * the server needs to commit.
 */
export function withTenantOnce<T>(
  database: Database,
  actor: Actor,
  statement: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { role, claims } = callerOf(actor);
  return inTransaction(database, role, claims, statement, 'behind');
}

/**
 * `withTenantOnce` for several statements none of which needs another's answer: all of them and the commit travel
 * together, and when one fails nothing is kept. What must hold for the others to stay is for a statement to require.
 */
export function withTenantAtOnce<T extends readonly unknown[]>(
  database: Database,
  actor: Actor,
  statements: (tx: Transaction) => readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const { role, claims } = callerOf(actor);
  const work = async (tx: Transaction): Promise<T> => {
    const sent = statements(tx);
    // All are waited for, so that the connection is given back with nothing under way on it.
    for (const answer of await Promise.allSettled(sent))
      if (answer.status === 'rejected') throw answer.reason;
    return Promise.all(sent);
  };
  return inTransaction(database, role, claims, work, 'behind');
}

function callerOf(actor: Actor): { role: TransactionRole; claims: Claims } {
  switch (actor.type) {
    case 'user':
      return { role: 'agent_factory_member', claims: { sub: actor.userId, team_id: actor.teamId } };
    case 'apiKey':
      return { role: 'agent_factory_key', claims: { key_id: actor.keyId, team_id: actor.teamId } };
    case 'system':
      return { role: 'agent_factory_worker', claims: { team_id: actor.teamId } };
  }
}

/** One transaction of a user who has not chosen a team yet: sees the own profile and memberships alone. */
export function withUser<T>(
  database: Database,
  userId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return inTransaction(database, 'agent_factory_member', { sub: userId }, work);
}

/** `withUser` for a single statement, in one round trip in place of two. */
export function withUserOnce<T>(
  database: Database,
  userId: string,
  statement: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return inTransaction(database, 'agent_factory_member', { sub: userId }, statement, 'behind');
}

/** One transaction of the local auth service: schema `auth` alone, nothing of any tenant. */
export function withAuthService<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inTransaction(database, 'agent_factory_auth', {}, work);
}

/** `withAuthService` for a single statement, in one round trip in place of two. */
export function withAuthServiceOnce<T>(
  database: Database,
  statement: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return inTransaction(database, 'agent_factory_auth', {}, statement, 'behind');
}

/**
 * One transaction of the clerk, who keeps the books: sees and writes the money of every team, and nothing else of
 * theirs. Whoever opens it has asked before whether its caller may; what is read for a member is read by `withTenant`.
 */
export function withClerk<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inTransaction(database, 'agent_factory_clerk', {}, work);
}
