import { createHash } from 'node:crypto';
import {
  AppError,
  agentIdSchema,
  newId,
  type RunView,
  startRunInputSchema,
  type ThreadId,
  type VersionReference,
} from '@agent-factory/contracts';
import {
  insertRun,
  lockThread,
  quotaRefusal,
  type RunRow,
  selectPinnedVersion,
  selectRunByKey,
  type Transaction,
  withTenant,
  withTenantOnce,
} from '@agent-factory/db';
import { compileSpec, validateInput } from '@agent-factory/orchestrator';
import {
  calledAgents,
  canonicalJson,
  specHash as hashOfSpec,
  type JsonValue,
  type Spec,
  withModel,
} from '@agent-factory/spec';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { requireEditable } from '../marketplace/require-editable.ts';
import { refuseOverQuota } from '../quotas/refuse-over-quota.ts';
import { sayQuotaRules } from '../quotas/say-quota-rules.ts';
import type { ServiceContext } from '../service-context.ts';
import { knownSpec, loadSpec } from './execution/load-spec.ts';
import { guessNewestVersion, type NewestVersion, noteNewestVersion } from './execution/newest-versions.ts';
import { type RunMember, resolveMembers } from './execution/resolve-members.ts';
import { noUsage } from './execution/run-usage.ts';
import { refuseWithdrawn } from './refuse-withdrawn.ts';
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
 * `quota_exceeded`, `purchase_required` (an agent of a template whose money was given back); `forbidden` for a model in
 * place of the version's own where the agent may not be edited.
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
  const { agent_id, idempotency_key, thread_id, version, model, ...request } = parseInput(
    startRunVerbInputSchema,
    input,
  );
  requireAgent(ctx.actor, agent_id);
  // What is tried is what an editor might save.
  if (model !== undefined) requireScope(ctx.actor, 'agents:write');
  const given = runInput(request);
  const { teamId } = ctx.actor;
  const idempotencyKey = idempotency_key ?? null;
  // A key may be set to a label or a hash, which counts where the call names nothing.
  const reference = version ?? (ctx.actor.type === 'apiKey' ? ctx.actor.agentVersion : undefined);
  const requestHash = hashOf({ agent_id, version, thread_id, model, input: given });

  const origin = startedBy(ctx.actor, runFor);

  /** The run as it is put into the queue; undefined when its statement did not find all as it must be. */
  async function insert(
    tx: Transaction,
    run: {
      version: NewestVersion;
      ifNewest: boolean;
      threadId: ThreadId | null;
      value: JsonValue;
      members: readonly RunMember[];
    },
  ): Promise<RunView | undefined> {
    const now = ctx.clock.now();
    const row = {
      id: newId('run', now),
      agentId: agent_id,
      version: run.version.version,
      specHash: run.version.specHash,
      triedModel: model ?? null,
      threadId: run.threadId ?? newId('thread', now),
      input: run.value,
      members: run.members,
    };
    const inserted = await insertRun(tx, {
      ...row,
      teamId,
      agentVersionId: run.version.id,
      ifNewest: run.ifNewest,
      newThread: run.threadId === null,
      idempotencyKey,
      requestHash: idempotencyKey === null ? null : requestHash,
      ...origin,
    });
    if (inserted === undefined) return undefined;
    ctx.bus.announce({ runId: teamId, kind: 'events' });
    return runView({
      ...row,
      ...noUsage,
      ...origin,
      ...inserted,
      status: 'queued',
      output: null,
      error: null,
      startedAt: null,
      finishedAt: null,
      waitedMs: 0,
    });
  }

  /**
   * Most runs are the next one of an agent that ran before, in a thread of their own: one round trip, in which the
   * statement itself makes sure that the version is still the newest. Else undefined, and the long way says why.
   */
  async function attemptAtOnce(): Promise<RunView | undefined> {
    if (reference !== undefined || thread_id !== undefined || model !== undefined) return undefined;
    const guess = guessNewestVersion({ teamId, agentId: agent_id });
    const spec = guess && knownSpec(guess.specHash);
    if (guess === undefined || spec === undefined || calledAgents(spec).length > 0) return undefined;
    let value: JsonValue;
    try {
      value = validateInput(compileSpec(spec, guess.specHash), given);
    } catch {
      return undefined; // a newer version may think otherwise
    }
    return withTenantOnce(ctx.db, ctx.actor, (tx) =>
      insert(tx, { version: guess, ifNewest: true, threadId: null, value, members: [] }),
    ).catch((error: unknown) => {
      // Perhaps the key was used before, and that run is the answer.
      if (quotaRefusal(error) !== null) return undefined;
      throw error;
    });
  }

  const attempt = (resolved: ResolvedMembers | null): Promise<RunView | Unresolved> =>
    withTenant(ctx.db, ctx.actor, async (tx) => {
      const earlier = await replay(tx, ctx, idempotencyKey, requestHash);
      if (earlier !== undefined) return runView(earlier);

      const pinned = await selectPinnedVersion(tx, { agentId: agent_id, teamId, version: reference ?? null });
      if (pinned === undefined) throw notFound('agent');
      refuseWithdrawn(pinned.agentName, pinned.withdrawnTemplateId);
      if (pinned.id === null) throw noSuchVersion(reference);
      const pinnedVersion = { id: pinned.id, version: pinned.version, specHash: pinned.specHash };
      if (reference === undefined) noteNewestVersion({ teamId, agentId: agent_id }, pinnedVersion);
      const saved = await loadSpec(tx, { id: pinned.id, teamId, specHash: pinned.specHash }, ctx.cache);
      if (model !== undefined) await requireEditable(tx, ctx, agent_id);
      const { spec, specHash } =
        model === undefined ? { spec: saved, specHash: pinned.specHash } : tried(saved, model);
      const members = calledAgents(spec).length === 0 ? [] : membersFor(specHash, resolved);
      if (members === null) return { unresolved: { spec, specHash } };
      const value = validateInput(compileSpec(spec, specHash), given);
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

      const run = {
        version: { ...pinnedVersion, specHash },
        ifNewest: false,
        threadId: thread_id ?? null,
        value,
        members,
      };
      const started = await insert(tx, run);
      if (started !== undefined) return started;
      // A call with the same key committed while this one was on its way, or the agent was deleted.
      const winner = await replay(tx, ctx, idempotencyKey, requestHash);
      if (winner === undefined) throw notFound('agent');
      return runView(winner);
    });

  /** A key that is limited to this agent may run it whole, so its members are looked up on the team's behalf. */
  async function resolve({ spec, specHash }: Unresolved['unresolved']): Promise<ResolvedMembers> {
    const system = { type: 'system', teamId, reason: 'start_run' } as const;
    return { specHash, members: await withTenant(ctx.db, system, (tx) => resolveMembers(tx, teamId, spec)) };
  }

  await sayQuotaRules(ctx);
  const atOnce = await attemptAtOnce();
  if (atOnce !== undefined) return atOnce;
  let resolved: ResolvedMembers | null = null;
  for (;;) {
    const outcome: RunView | Unresolved = await attempt(resolved).catch(refuseOverQuota(ctx.clock.now()));
    if (!('unresolved' in outcome)) return outcome;
    resolved = await resolve(outcome.unresolved);
  }
}

/** The version's spec with another model: not saved, and held to everything else that the version says. */
function tried(spec: Spec, model: string): Unresolved['unresolved'] {
  if (!('model' in spec)) {
    const message = 'A team answers with the models of its members. Try the model in one of them by itself.';
    throw new AppError('invalid_input', message);
  }
  const withIt = withModel(spec, model);
  return { spec: withIt, specHash: hashOfSpec(withIt) };
}

function noSuchVersion(reference: VersionReference | undefined): AppError {
  if (reference !== 'staging' && reference !== 'production') return notFound('agent version');
  const message = `No version of this agent carries the label ${reference}. Move it to one first.`;
  return new AppError('not_found', message);
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
