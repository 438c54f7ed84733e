import { type Actor, type AgentId, AppError, type Scope } from '@agent-factory/contracts';
import { selectApiKeyBounds, type Transaction } from '@agent-factory/db';
import { scopesOf } from '../access/scopes.ts';
import { isWithinRanges } from './ip-range.ts';

interface Grants {
  scopes: readonly Scope[];
  agentIds: readonly AgentId[] | null;
  expiresAt: Date | null;
  ipAllow: readonly string[] | null;
}

/** Throws `forbidden` when a key would allow more, or for longer, than the actor who makes it may do. */
export async function requireNarrower(tx: Transaction, actor: Actor, wanted: Grants): Promise<void> {
  const own = scopesOf(actor);
  const beyond = wanted.scopes.filter((scope) => !own.includes(scope));
  if (beyond.length > 0) {
    throw new AppError('forbidden', `You cannot give what you do not have: ${beyond.join(', ')}.`);
  }
  if (actor.type !== 'apiKey') return;
  const { agentIds } = actor;
  if (agentIds !== null && !(wanted.agentIds?.every((id) => agentIds.includes(id)) ?? false)) {
    throw wider(actor.name, 'is for certain agents: name some of these in agent_ids');
  }
  const bounds = await selectApiKeyBounds(tx, { id: actor.keyId, teamId: actor.teamId });
  const expiresAt = bounds?.expiresAt ?? null;
  if (expiresAt !== null && (wanted.expiresAt === null || wanted.expiresAt > expiresAt)) {
    throw wider(actor.name, `expires at ${expiresAt.toISOString()}: give an expires_at that is no later`);
  }
  const ipAllow = bounds?.ipAllow ?? null;
  if (ipAllow !== null && !(wanted.ipAllow?.every((range) => isWithinRanges(range, ipAllow)) ?? false)) {
    throw wider(actor.name, 'is for certain addresses: name some of these in ip_allow');
  }
  // Two keys of half the budget would still be one too many once a third is made.
  if ((bounds?.budgetNanoUsd ?? null) !== null) {
    throw wider(actor.name, 'has a budget of its own and makes no keys, which would each have another');
  }
}

function wider(name: string, why: string): AppError {
  return new AppError('forbidden', `The API key "${name}" ${why}.`);
}
