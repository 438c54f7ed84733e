import {
  type AgentSaved,
  AppError,
  agentIdSchema,
  newId,
  saveAgentInputSchema,
} from '@agent-factory/contracts';
import { insertAgentVersion, lockAgent, violatesConstraint, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import { buildsOn, noteSaved } from '../live/note-saved.ts';
import { requireEditable } from '../marketplace/require-editable.ts';
import type { ServiceContext } from '../service-context.ts';
import { nameTaken } from './create.ts';
import { readSpec } from './read-spec.ts';

export const updateAgentInputSchema = saveAgentInputSchema.extend({
  id: agentIdSchema,
  /** The version the author started from; a newer one is a `conflict`. */
  base_version: z.int().min(1).optional(),
  /** The document that people write together, where the text is of it: what it builds on is known here better. */
  document_id: z.uuid().optional(),
});

/**
 * Saves a new immutable version. A spec of the same meaning (same hash) as the newest version makes no new
 * one and answers with that. Errors: `not_found`, `invalid_spec`, `conflict`, `name_taken`; `forbidden` for an agent of
 * a template whose licence is to use it as it is.
 */
export async function updateAgent({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof updateAgentInputSchema>;
}): Promise<AgentSaved> {
  requireScope(ctx.actor, 'agents:write');
  const {
    id,
    spec,
    message,
    base_version,
    document_id: documentId,
  } = parseInput(updateAgentInputSchema, input);
  requireAgent(ctx.actor, id);
  const { text, document, hash } = readSpec(spec);
  const { teamId } = ctx.actor;

  const saved = withTenant(ctx.db, ctx.actor, async (tx): Promise<AgentSaved> => {
    // The row lock makes version numbers and the comparison with the newest version one at a time.
    const newest = await lockAgent(tx, { id, teamId });
    if (newest === undefined) throw notFound('agent');
    await requireEditable(tx, ctx, id);
    const isNewest =
      base_version === undefined ||
      base_version === newest.version ||
      (documentId !== undefined && (await buildsOn(tx, { agentId: id, teamId, documentId }, newest.version)));
    if (!isNewest) {
      throw new AppError(
        'conflict',
        `This agent is at version ${newest.version}; your change started from version ${base_version}. Load the newest version and make your change there.`,
      );
    }
    if (newest.kind !== document.kind) {
      throw new AppError(
        'conflict',
        `This is of kind ${newest.kind} and stays so. Save the ${document.kind} as a new one.`,
      );
    }

    const changed = newest.specHash !== hash;
    const version = changed ? newest.version + 1 : newest.version;
    if (changed) {
      await insertAgentVersion(tx, {
        id: newId('agentVersion', ctx.clock.now()),
        agentId: id,
        teamId,
        version,
        name: document.name,
        title: document.title,
        description: document.description,
        spec: text,
        specHash: hash,
        message: message ?? null,
        createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
      });
      await recordAudit(tx, ctx, {
        action: 'agent.updated',
        target: { id, name: document.name },
        before: { ...newest, spec_hash: newest.specHash },
        after: { ...document, version, spec_hash: hash, message },
      });
    }
    return {
      id,
      name: document.name,
      version,
      spec_hash: hash,
      status: 'ready',
      created_at: newest.createdAt.toISOString(),
    };
  });
  const answer = await saved.catch((error: unknown) => {
    throw violatesConstraint(error, 'agents_name_key') ? nameTaken(document.name) : error;
  });
  if (documentId !== undefined) {
    await noteSaved(ctx, { agentId: id, teamId, documentId }, answer.version);
  }
  // Whoever has the text open follows, or is told.
  ctx.bus.announce({ runId: id, kind: 'document' });
  return answer;
}
