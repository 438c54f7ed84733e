import {
  type Actor,
  AppError,
  type ApprovalView,
  approvalIdSchema,
  decideApprovalInputSchema,
} from '@agent-factory/contracts';
import {
  type ApprovalRow,
  type ApprovalVerdict,
  decideApproval as decideRow,
  lockRun,
  selectApproval,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { tellOfDecision } from './approval-events.ts';
import { approvalView } from './approval-view.ts';
import { resumeRun } from './resume-run.ts';

export const decideApprovalVerbInputSchema = decideApprovalInputSchema.safeExtend({ id: approvalIdSchema });

/**
 * Answers a run's question and sets the run going again, in one transaction. Errors: `not_found`; `invalid_input`
 * for edited arguments that are no object; `conflict` that says who or what has decided already.
 */
export async function decideApproval({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof decideApprovalVerbInputSchema>;
}): Promise<ApprovalView> {
  requireScope(ctx.actor, 'runs:write');
  const parsed = parseInput(decideApprovalVerbInputSchema, input);
  const { teamId } = ctx.actor;
  const key = { id: parsed.id, teamId };
  // Whoever may not see it may not decide it either: the policies of members and keys say so here.
  const before = await withTenant(ctx.db, ctx.actor, (tx) => selectApproval(tx, key));
  if (before === undefined) throw notFound('approval');
  if (parsed.decision === 'edit' && before.about === 'tool' && !isObject(parsed.value)) {
    throw new AppError(
      'invalid_input',
      `value: must be a JSON object: the arguments that "${before.name}" is to be called with.`,
    );
  }

  const verdict: ApprovalVerdict = {
    state: stateOf[parsed.decision],
    editedValue: parsed.value,
    note: parsed.note === undefined || parsed.note === '' ? null : parsed.note,
    ...decider(ctx.actor),
  };
  // The row and the run are the system's to write, on behalf of the member who was let in above.
  const system = { type: 'system', teamId, reason: 'decide_approval' } as const;
  const { decided, after, resumed } = await withTenant(ctx.db, system, async (tx) => {
    // First the run, then what it asks: the order in which everybody locks them.
    await lockRun(tx, { runId: before.runId, teamId });
    const decided = await decideRow(tx, { ...key, verdict });
    const resumed = decided && (await resumeRun(tx, { runId: before.runId, teamId }));
    const after = await selectApproval(tx, key);
    if (decided && after !== undefined) {
      await recordAudit(tx, ctx, {
        action: 'approval.decided',
        target: { id: parsed.id, name: after.name },
        after: approvalView(after),
      });
      await tellOfDecision(tx, teamId, after);
    }
    return { decided, resumed, after };
  });
  if (after === undefined) throw notFound('approval');
  if (!decided) throw alreadyDecided(after);
  if (resumed) ctx.bus.announce({ runId: before.runId, kind: 'events' });
  return approvalView(after);
}

const stateOf = { approve: 'approved', edit: 'edited', deny: 'denied' } as const;

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decider(actor: Actor): Pick<ApprovalVerdict, 'decidedBy' | 'decidedByKey' | 'decidedAs'> {
  switch (actor.type) {
    case 'user':
      return { decidedBy: actor.userId, decidedByKey: null, decidedAs: actor.email ?? actor.userId };
    case 'apiKey':
      return { decidedBy: null, decidedByKey: actor.keyId, decidedAs: `API key "${actor.name}"` };
    case 'system':
      throw new Error('the system answers no question that is put to people');
  }
}

function alreadyDecided({ state, decidedAs, decidedAt, onTimeout }: ApprovalRow): AppError {
  const at = decidedAt === null ? '' : ` at ${decidedAt.toISOString()}`;
  const words = {
    // Still pending, and yet not to be decided: its time is over, and the clock is about to say so.
    pending: `Nobody decided in time, so it counts as ${onTimeout === 'approve' ? 'approved' : 'denied'}.`,
    expired: `Nobody decided in time, so it was ${onTimeout === 'approve' ? 'approved' : 'denied'}${at}.`,
    cancelled: `The run ended${at} before anybody had decided.`,
    approved: `${decidedAs} approved it${at}.`,
    edited: `${decidedAs} approved it with changes${at}.`,
    denied: `${decidedAs} denied it${at}.`,
  } satisfies Record<ApprovalRow['state'], string>;
  return new AppError('conflict', `This is decided already. ${words[state]}`);
}
