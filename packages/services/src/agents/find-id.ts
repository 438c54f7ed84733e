import { type Actor, type AgentId, agentIdSchema, type Scope } from '@agent-factory/contracts';
import { selectAgentIdByName, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/** An agent as people name it: its id, or its name, which is unique in the team and never looks like an id. */
export const agentReferenceSchema = z.union([agentIdSchema, z.string().regex(/^[a-z][a-z0-9-]{0,62}$/)]);

const scopesThatName = [
  'agents:read',
  'agents:write',
  'runs:read',
  'runs:write',
  'tests:read',
  'tests:write',
] as const satisfies readonly Scope[];

/**
 * The id behind a reference. An id is passed on unseen, for the verb that uses it to look up; a name is looked up for
 * whoever may do anything at all with agents. A key that may read no agents may still test one by its name.
 * Errors: `forbidden`; `not_found`, also for an agent that the key is not for.
 */
export async function findAgentId({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { reference: z.infer<typeof agentReferenceSchema> };
}): Promise<AgentId> {
  const { actor, db } = ctx;
  const reference = parseInput(agentReferenceSchema, input.reference);
  const asId = agentIdSchema.safeParse(reference);
  if (asId.success) return asId.data;
  requireScope(actor, ...scopesThatName);
  const { teamId } = actor;
  const reader: Actor =
    actor.type === 'apiKey' ? { type: 'system', teamId, reason: 'find_agent_by_name' } : actor;
  const id = await withTenant(db, reader, (tx) => selectAgentIdByName(tx, { name: reference, teamId }));
  if (id === undefined) throw notFound('agent');
  requireAgent(actor, id);
  return id;
}
