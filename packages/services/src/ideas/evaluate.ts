import { evaluateIdeaInputSchema, type IdeaView, newId } from '@agent-factory/contracts';
import { insertIdea, selectIdeaOfRun, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { startRun } from '../runs/start.ts';
import type { ServiceContext } from '../service-context.ts';
import { ideaView } from './idea-view.ts';
import { installIdeaAgents } from './install-idea-agents.ts';

const evaluateIdeaVerbInputSchema = evaluateIdeaInputSchema.safeExtend({
  /** A second call with the same key answers with the first call's idea. */
  idempotency_key: z.string().min(1).max(200).optional(),
});

/**
 * Brings an idea to the Brain Fart Checker: a run of its researchers, started like any other and under the same bounds.
 * What they find is judged when the run has ended. Errors: as `startRun`; `forbidden` for who may not install them.
 */
export async function evaluateIdea({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof evaluateIdeaVerbInputSchema>;
}): Promise<IdeaView> {
  requireScope(ctx.actor, 'runs:write');
  const { idea, idempotency_key } = parseInput(evaluateIdeaVerbInputSchema, input);
  const { teamId } = ctx.actor;
  const agentId = await installIdeaAgents(ctx);
  const { run_id: runId } = await startRun({
    ctx,
    input: { agent_id: agentId, query: idea, ...(idempotency_key === undefined ? {} : { idempotency_key }) },
  });
  const row = await withTenant(ctx.db, ctx.actor, async (tx) => {
    // By its run, so that a repeated request, or one that broke off between the two, finds the first one's.
    await insertIdea(tx, {
      id: newId('idea', ctx.clock.now()),
      teamId,
      agentId,
      runId,
      idea,
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
      apiKeyId: ctx.actor.type === 'apiKey' ? ctx.actor.keyId : null,
    });
    return selectIdeaOfRun(tx, { runId, teamId });
  });
  if (row === undefined) throw notFound('idea');
  return ideaView(row);
}
