import { createHash } from 'node:crypto';
import { AppError, agentIdSchema, newId, type RunView, startRunInputSchema } from '@agent-factory/contracts';
import {
  insertRun,
  lockThread,
  type RunRow,
  selectPinnedVersion,
  selectRunByKey,
  type Transaction,
  withTenant,
} from '@agent-factory/db';
import { compileSpec, validateInput } from '@agent-factory/orchestrator';
import { canonicalJson } from '@agent-factory/spec';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { loadSpec } from './execution/load-spec.ts';
import { noUsage } from './execution/run-usage.ts';
import { runInput } from './run-input.ts';
import { runView } from './run-view.ts';

export const startRunVerbInputSchema = startRunInputSchema.safeExtend({
  agent_id: agentIdSchema,
  /** A second call with the same key answers with the first call's run. */
  idempotency_key: z.string().min(1).max(200).optional(),
});
export type StartRunVerbInput = z.input<typeof startRunVerbInputSchema>;

/**
 * Queues a run: row, thread and job commit together. Errors: `not_found` (agent, version, thread),
 * `spec_not_runnable`, `invalid_input`, `conflict` (the thread has a run at work), `idempotency_mismatch`.
 */
export async function startRun({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: StartRunVerbInput;
}): Promise<RunView> {
  requireScope(ctx.actor, 'runs:write');
  const { agent_id, idempotency_key, thread_id, version, ...request } = parseInput(
    startRunVerbInputSchema,
    input,
  );
  requireAgent(ctx.actor, agent_id);
  const given = runInput(request);
  const { teamId } = ctx.actor;
  const idempotencyKey = idempotency_key ?? null;
  const requestHash = hashOf({ agent_id, version, thread_id, input: given });

  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const earlier = await replay(tx, ctx, idempotencyKey, requestHash);
    if (earlier !== undefined) return runView(earlier);

    const pinned = await selectPinnedVersion(tx, { agentId: agent_id, teamId, version: version ?? null });
    if (pinned === undefined) throw notFound('agent');
    if (pinned.id === null) throw notFound('agent version');
    const spec = await loadSpec(tx, { id: pinned.id, teamId, specHash: pinned.specHash });
    const runInputValue = validateInput(compileSpec(spec, pinned.specHash), given);
    if (thread_id !== undefined) {
      const thread = await lockThread(tx, { threadId: thread_id, agentId: agent_id, teamId });
      if (thread === undefined) throw notFound('thread');
      if (thread.busy) {
        throw new AppError(
          'conflict',
          'A run is at work in this thread. Start the next one when it has ended.',
        );
      }
    }

    const now = ctx.clock.now();
    const run = {
      id: newId('run', now),
      agentId: agent_id,
      version: pinned.version,
      specHash: pinned.specHash,
      threadId: thread_id ?? newId('thread', now),
      input: runInputValue,
    };
    const inserted = await insertRun(tx, {
      ...run,
      teamId,
      agentVersionId: pinned.id,
      newThread: thread_id === undefined,
      idempotencyKey,
      requestHash: idempotencyKey === null ? null : requestHash,
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
    });
    if (inserted === undefined) {
      // A call with the same key committed while this one was on its way.
      const winner = await replay(tx, ctx, idempotencyKey, requestHash);
      if (winner === undefined) throw new Error('a run with this key exists and cannot be read');
      return runView(winner);
    }
    return runView({
      ...run,
      ...noUsage,
      agentName: pinned.agentName,
      status: 'queued',
      output: null,
      error: null,
      createdAt: inserted.createdAt,
      startedAt: null,
      finishedAt: null,
      waitedMs: 0,
    });
  });
}

async function replay(
  tx: Transaction,
  ctx: ServiceContext,
  idempotencyKey: string | null,
  requestHash: string,
): Promise<RunRow | undefined> {
  if (idempotencyKey === null) return undefined;
  const earlier = await selectRunByKey(tx, { idempotencyKey, teamId: ctx.actor.teamId });
  if (earlier !== undefined && earlier.requestHash !== requestHash) {
    throw new AppError(
      'idempotency_mismatch',
      'This idempotency key was used for another request. Use a new key for a new request.',
    );
  }
  return earlier;
}

function hashOf(request: unknown): string {
  return createHash('sha256').update(canonicalJson(request)).digest('hex');
}
