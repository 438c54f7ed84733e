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
import { calledAgents, canonicalJson, type Spec } from '@agent-factory/spec';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { refuseOverQuota } from '../quotas/refuse-over-quota.ts';
import { sayQuotaRules } from '../quotas/say-quota-rules.ts';
import type { ServiceContext } from '../service-context.ts';
import { loadSpec } from './execution/load-spec.ts';
import { type RunMember, resolveMembers } from './execution/resolve-members.ts';
import { noUsage } from './execution/run-usage.ts';
import { type RunFor, startedBy } from './run-for.ts';
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
 * `spec_not_runnable`, `invalid_input`, `conflict` (the thread has a run at work), `idempotency_mismatch`,
 * `quota_exceeded`.
 */
export async function startRun({
  ctx,
  input,
  runFor,
}: {
  ctx: ServiceContext;
  input: StartRunVerbInput;
  /** What it is for, when that is not whoever calls. */
  runFor?: RunFor;
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

  const origin = startedBy(ctx.actor, runFor);
  const attempt = (resolved: ResolvedMembers | null): Promise<RunView | Unresolved> =>
    withTenant(ctx.db, ctx.actor, async (tx) => {
      const earlier = await replay(tx, ctx, idempotencyKey, requestHash);
      if (earlier !== undefined) return runView(earlier);

      const pinned = await selectPinnedVersion(tx, { agentId: agent_id, teamId, version: version ?? null });
      if (pinned === undefined) throw notFound('agent');
      if (pinned.id === null) throw notFound('agent version');
      const spec = await loadSpec(tx, { id: pinned.id, teamId, specHash: pinned.specHash }, ctx.cache);
      const members = calledAgents(spec).length === 0 ? [] : membersFor(pinned.specHash, resolved);
      if (members === null) return { unresolved: { spec, specHash: pinned.specHash } };
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
        members,
      };
      const inserted = await insertRun(tx, {
        ...run,
        teamId,
        agentVersionId: pinned.id,
        newThread: thread_id === undefined,
        idempotencyKey,
        requestHash: idempotencyKey === null ? null : requestHash,
        ...origin,
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
        ...origin,
        agentName: pinned.agentName,
        status: 'queued',
        output: null,
        error: null,
        createdAt: inserted.createdAt,
        startedAt: null,
        finishedAt: null,
        waitedMs: 0,
      });
    }).catch(refuseOverQuota(ctx.clock.now()));

  await sayQuotaRules(ctx);
  let resolved: ResolvedMembers | null = null;
  for (;;) {
    const outcome: RunView | Unresolved = await attempt(resolved);
    if (!('unresolved' in outcome)) return outcome;
    const { spec, specHash } = outcome.unresolved;
    // A key that is limited to this agent may run it whole, so its members are looked up on the team's behalf.
    const system = { type: 'system', teamId, reason: 'start_run' } as const;
    const members = await withTenant(ctx.db, system, (tx) => resolveMembers(tx, teamId, spec));
    resolved = { specHash, members };
  }
}

interface Unresolved {
  unresolved: { spec: Spec; specHash: string };
}

/** Members, and the version of the agent that they were looked up for. */
interface ResolvedMembers {
  specHash: string;
  members: readonly RunMember[];
}

function membersFor(specHash: string, resolved: ResolvedMembers | null): readonly RunMember[] | null {
  return resolved?.specHash === specHash ? resolved.members : null;
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
