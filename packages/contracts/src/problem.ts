import { z } from 'zod';
import { errorCodes } from './app-error.ts';
import { diagnosticSchema } from './diagnostic.ts';
import { gateReasonSchema } from './gate-reason.ts';
import { quotaProblemSchema } from './quota.ts';

/** The codes of an HTTP error: those of the verbs, and what HTTP itself refuses. */
export const problemCodes = [...errorCodes, 'method_not_allowed', 'unsupported_media_type'] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** RFC 9457 problem details, as every HTTP error of the API is sent (`application/problem+json`). */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(problemCodes),
  request_id: z.string(),
  errors: z.array(diagnosticSchema).optional(),
  /** Of `quota_exceeded` alone. */
  quota: quotaProblemSchema.optional(),
  /** Of `gate_shut` alone: all that keeps the gate shut. */
  reasons: z.array(gateReasonSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
