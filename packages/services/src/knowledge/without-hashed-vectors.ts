import type { TeamId } from '@agent-factory/contracts';
import type { CallOptions } from '@agent-factory/llm';
import type { Services } from '../service-context.ts';
import { callOptionsFor } from '../spending/call-options.ts';

/** The team's account and bounds, with providers alone: vectors of hashed words say no more than the words do. */
export async function withoutHashedVectors(
  services: Services,
  teamId: TeamId,
): Promise<Omit<CallOptions, 'signal'>> {
  const actor = { type: 'system', teamId, reason: 'embed' } as const;
  const options = await callOptionsFor({ services, actor, purpose: 'knowledge' });
  return { ...options, denyModels: [...(options.denyModels ?? []), 'offline/*'] };
}
