import type { AgentId } from '@agent-factory/contracts';
import { agentReferenceSchema, findAgentId, type ServiceContext } from '@agent-factory/services';
import { z } from 'zod';

/** An agent in the path of a route: by its id, or by its name in the caller's team. */
export const agentPath = z.object({ id: agentReferenceSchema.describe('Id or name of the agent.') });

/** Which agent that is. Errors: `not_found`. */
export function agentIn(
  ctx: ServiceContext,
  { id: reference }: z.output<typeof agentPath>,
): Promise<AgentId> {
  return findAgentId({ ctx, input: { reference } });
}
