import { type AgentSaved, AppError, newId, saveAgentInputSchema } from '@agent-factory/contracts';
import { insertAgent, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireAllAgents } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { readSpec } from './read-spec.ts';

/**
 * Saves a new agent with its version 1. Errors: `invalid_spec` with diagnostics, `name_taken` when the
 * team has an agent of that name.
 */
export async function createAgent({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof saveAgentInputSchema>;
}): Promise<AgentSaved> {
  requireScope(ctx.actor, 'agents:write');
  requireAllAgents(ctx.actor);
  const { spec, message } = parseInput(saveAgentInputSchema, input);
  const { text, document, hash } = readSpec(spec);
  const now = ctx.clock.now();
  const id = newId('agent', now);

  const saved = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const inserted = await insertAgent(tx, {
      id,
      versionId: newId('agentVersion', now),
      teamId: ctx.actor.teamId,
      kind: document.kind,
      name: document.name,
      title: document.title,
      description: document.description,
      spec: text,
      specHash: hash,
      message: message ?? null,
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
    });
    if (inserted !== undefined) {
      await recordAudit(tx, ctx, {
        action: 'agent.created',
        target: { id, name: document.name },
        after: { ...document, version: 1, spec_hash: hash, message },
      });
    }
    return inserted;
  });
  if (saved === undefined) throw nameTaken(document.name);
  return {
    id,
    name: document.name,
    version: 1,
    spec_hash: hash,
    status: 'ready',
    created_at: saved.createdAt.toISOString(),
  };
}

export function nameTaken(name: string): AppError {
  return new AppError('name_taken', `This team has an agent named "${name}" already. Choose another name.`);
}
