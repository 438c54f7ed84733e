import { z } from 'zod';
import { agentIdSchema, approvalIdSchema, runIdSchema } from './ids.ts';
import { approvalStates } from './run-event.ts';

/** As `approvalStates`; `cancelled` is a question whose run ended before anybody had answered it. */
export const approvalRecordStates = [...approvalStates, 'cancelled'] as const;
export type ApprovalRecordState = (typeof approvalRecordStates)[number];

/** A question that a run has put to people, and how it stands. */
export const approvalViewSchema = z.object({
  id: approvalIdSchema,
  run_id: runIdSchema,
  agent_id: agentIdSchema,
  agent_name: z.string(),
  /** Path of the member of a team, or of the agent called as a tool, that asks; null for the run's own agent. */
  member: z.string().nullable(),
  /** A call of a tool that needs one, or a broken rule with `otherwise: escalate`. */
  about: z.enum(['tool', 'invariant']),
  /** The tool's name and the arguments that it would get, or the rule's id and the value that broke it. */
  subject: z.object({ name: z.string(), value: z.unknown() }),
  /** The rule in plain words; null for a tool. */
  reason: z.string().nullable(),
  state: z.enum(approvalRecordStates),
  /** What may go on in place of the subject's value; null unless it was edited. */
  edited_value: z.unknown(),
  note: z.string().nullable(),
  /** Who decided, as they were called then; null while pending, and where the clock or the run's end did. */
  decided_by: z.string().nullable(),
  created_at: z.iso.datetime(),
  /** When the clock decides if nobody has. */
  expires_at: z.iso.datetime(),
  /** What the clock decides. */
  on_timeout: z.enum(['deny', 'approve']),
  decided_at: z.iso.datetime().nullable(),
});
export type ApprovalView = z.infer<typeof approvalViewSchema>;

export const listApprovalsInputSchema = z.strictObject({
  /** `decided` is every state but `pending`. */
  state: z.enum([...approvalRecordStates, 'decided', 'all']).default('pending'),
  agent_id: agentIdSchema.optional(),
  run_id: runIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

/** `value` is what may go on in place of what was asked for: the whole arguments of a tool, or the whole value. */
export const decideApprovalInputSchema = z
  .strictObject({
    decision: z.enum(['approve', 'edit', 'deny']),
    value: z.unknown().optional(),
    note: z.string().trim().max(2_000, 'must have at most 2,000 characters').optional(),
  })
  .refine(({ decision, value }) => (decision === 'edit') === (value !== undefined), {
    error: 'goes with the decision "edit", and only with it',
    path: ['value'],
  });
export type DecideApprovalInput = z.infer<typeof decideApprovalInputSchema>;
