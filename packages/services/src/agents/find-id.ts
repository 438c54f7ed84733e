import { type AgentId, agentIdSchema } from '@agent-factory/contracts';
import { selectAgentIdByName, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/** An agent as people name it: its id, or its name, which is unique in the team and never looks like an id. */
export const agentReferenceSchema = z.union([agentIdSchema, z.string().regex(/^[a-z][a-z0-9-]{0,62}$/)]);

/** The id behind a reference; an id is passed on unseen, for the verb that uses it to look up. Errors: `not_found`. */
export async function findAgentId({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { reference: z.infer<typeof agentReferenceSchema> };
}): Promise<AgentId> {
  requireScope(ctx.actor, 'agents:read', 'runs:write');
  const reference = parseInput(agentReferenceSchema, input.reference);
  const asId = agentIdSchema.safeParse(reference);
  if (asId.success) return asId.data;
  const { teamId } = ctx.actor;
  const id = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectAgentIdByName(tx, { name: reference, teamId }),
  );
  if (id === undefined) throw notFound('agent');
  return id;
}
