import { type Actor, type AgentId, AppError } from '@agent-factory/contracts';
import { notFound } from './not-found.ts';

/**
 * Throws `not_found` when the actor is a key for other agents than this one. The policies say the same of every
 * row; this says it before one is asked for.
 */
export function requireAgent(actor: Actor, agentId: AgentId): void {
  if (actor.type !== 'apiKey' || actor.agentIds === null) return;
  if (!actor.agentIds.includes(agentId)) throw notFound('agent');
}

/** Throws `forbidden` when the actor is a key for certain agents, which a new one is none of. */
export function requireAllAgents(actor: Actor): void {
  if (actor.type !== 'apiKey' || actor.agentIds === null) return;
  throw new AppError('forbidden', `The API key "${actor.name}" is for certain agents and makes no others.`);
}
