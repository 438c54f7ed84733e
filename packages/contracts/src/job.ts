import { z } from 'zod';
import {
  dataExportIdSchema,
  documentIdSchema,
  runIdSchema,
  specPatchIdSchema,
  teamIdSchema,
  templateReviewIdSchema,
  templateTryIdSchema,
  testRunIdSchema,
  userIdSchema,
  webhookDeliveryIdSchema,
} from './ids.ts';

/** Payloads of the queue, by task name. A job carries ids alone; the row is the truth. */
export const jobPayloads = {
  execute_run: z.object({ run_id: runIdSchema, team_id: teamIdSchema }),
  warn_of_quota: z.object({ team_id: teamIdSchema }),
  index_document: z.object({ document_id: documentIdSchema, team_id: teamIdSchema }),
  /** A person's, so it names no team. */
  export_data: z.object({ export_id: dataExportIdSchema, user_id: userIdSchema }),
  deliver_webhook: z.object({ delivery_id: webhookDeliveryIdSchema, team_id: teamIdSchema }),
  propose_patch: z.object({ patch_id: specPatchIdSchema, team_id: teamIdSchema }),
  execute_try: z.object({ try_id: templateTryIdSchema, team_id: teamIdSchema }),
  /** The creator's endpoints are told in a transaction of the creator's team. */
  tell_of_review: z.object({ review_id: templateReviewIdSchema, team_id: teamIdSchema }),
  /** The run of a buyer's, whose team this is. */
  refund_broken_invariant: z.object({ run_id: runIdSchema, team_id: teamIdSchema }),
  /** Of Stripe, so it names no team. */
  process_stripe_event: z.object({ event_id: z.string().min(1).max(200) }),
  /** What the books want moved at Stripe: a refund, a transfer or its reversal. */
  move_money: z.object({ kind: z.enum(['refund', 'transfer']), id: z.string().min(1).max(200) }),
  execute_tests: z.object({ test_run_id: testRunIdSchema, team_id: teamIdSchema }),
} as const;
export type JobName = keyof typeof jobPayloads;
export const jobNames = Object.keys(jobPayloads) as readonly JobName[];
export type JobPayload<N extends JobName> = z.infer<(typeof jobPayloads)[N]>;
