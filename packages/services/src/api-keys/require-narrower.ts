import { type Actor, type AgentId, AppError, type Scope } from '@agent-factory/contracts';
import { scopesOf } from '../access/scopes.ts';

interface Grants {
  scopes: readonly Scope[];
  agentIds: readonly AgentId[] | null;
}

/** Throws `forbidden` when a key would allow what the actor who makes it may not do. */
export function requireNarrower(actor: Actor, wanted: Grants): void {
  const own = scopesOf(actor);
  const beyond = wanted.scopes.filter((scope) => !own.includes(scope));
  if (beyond.length > 0) {
    throw new AppError('forbidden', `You cannot give what you do not have: ${beyond.join(', ')}.`);
  }
  if (actor.type !== 'apiKey') return;
  const { agentIds } = actor;
  if (agentIds !== null && !(wanted.agentIds?.every((id) => agentIds.includes(id)) ?? false)) {
    throw new AppError(
      'forbidden',
      `The API key "${actor.name}" is for certain agents: name some of these in agent_ids.`,
    );
  }
}
