import {
  type AppError,
  type Diagnostic,
  type GateReasonView,
  type Problem,
  type ProblemCode,
  problemCodes,
  type QuotaProblem,
} from '@agent-factory/contracts';
import type { FastifyReply } from 'fastify';
import { httpStatusOf } from './http-status.ts';

/** What each code means, for the title of a problem and for its page under `/problems`. */
export const problemTitles: Readonly<Record<ProblemCode, string>> = {
  invalid_input: 'The input is not valid',
  invalid_spec: 'The spec is not valid',
  spec_not_runnable: 'This version cannot run the spec yet',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  second_factor_required: 'A second factor is needed',
  not_found: 'Not found',
  conflict: 'Changed by someone else in the meantime',
  gate_shut: 'The gate is shut',
  name_taken: 'The name is taken',
  idempotency_mismatch: 'The idempotency key was used for another request',
  payload_too_large: 'Too large',
  rate_limited: 'Too many requests',
  purchase_required: 'The team does not own this template',
  quota_exceeded: 'The quota of this period is used up',
  no_model_available: 'No model is available',
  provider_failed: 'The model provider failed',
  cost_ceiling: 'The cost ceiling is reached',
  limit_exceeded: 'A limit of the spec is reached',
  invariant_violated: 'An invariant is violated',
  cancelled: 'Cancelled',
  timed_out: 'Took too long',
  unavailable: 'Not available at the moment',
  internal: 'Something went wrong on our side',
  method_not_allowed: 'This method is not offered here',
  unsupported_media_type: 'This content type is not accepted here',
};

export function statusOfProblem(code: ProblemCode): number {
  switch (code) {
    case 'method_not_allowed':
      return 405;
    case 'unsupported_media_type':
      return 415;
    default:
      return httpStatusOf(code);
  }
}

export function isProblemCode(value: string): value is ProblemCode {
  return (problemCodes as readonly string[]).includes(value);
}

interface Refusal {
  code: ProblemCode;
  message: string;
  diagnostics?: readonly Diagnostic[] | undefined;
  retryAfterSeconds?: number | undefined;
  quota?: QuotaProblem | undefined;
  reasons?: readonly GateReasonView[] | undefined;
}

/** RFC 9457: the body of every HTTP error. `type` is a page that explains the code. */
export function problemOf(refusal: Refusal, requestId: string): Problem {
  return {
    type: `/problems/${refusal.code}`,
    title: problemTitles[refusal.code],
    status: statusOfProblem(refusal.code),
    detail: refusal.message,
    code: refusal.code,
    request_id: requestId,
    ...(refusal.diagnostics === undefined ? {} : { errors: [...refusal.diagnostics] }),
    ...(refusal.quota === undefined ? {} : { quota: refusal.quota }),
    ...(refusal.reasons === undefined ? {} : { reasons: [...refusal.reasons] }),
  };
}

/** Sends a refusal as `application/problem+json`, with the headers that its status calls for. */
export function sendProblem(reply: FastifyReply, refusal: Refusal | AppError): FastifyReply {
  const problem = problemOf(refusal, reply.request.id);
  // Set here as well: a URL that cannot be decoded is refused before any hook runs.
  reply.header('x-request-id', problem.request_id);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', String(refusal.retryAfterSeconds));
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
