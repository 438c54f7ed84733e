import { AuthError, isAuthError } from '@agent-factory/services';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { authStatus } from './auth-status.ts';

const versionHeader = 'x-supabase-api-version';
const codedVersion = '2024-01-01';

/**
 * Answers a refusal as Supabase Auth does: `{ code, message }` to clients of API version 2024-01-01,
 * `{ code: <status>, error_code, msg }` to those that name none. The text of a bug goes to the log alone.
 */
export function handleAuthError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toAuthError(error);
  if (refusal.code === 'unexpected_failure') request.log.error({ err: error }, 'unforeseen error');
  return sendAuthError(refusal, request, reply);
}

function sendAuthError(refusal: AuthError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = authStatus[refusal.code];
  const asked = request.headers[versionHeader];
  const coded = typeof asked === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(asked) && asked >= codedVersion;
  if (coded) reply.header(versionHeader, codedVersion);
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds);
  return reply.code(status).send({
    ...(coded
      ? { code: refusal.code, message: refusal.message }
      : { code: status, error_code: refusal.code, msg: refusal.message }),
    ...(refusal.code === 'weak_password' ? { weak_password: { reasons: refusal.reasons } } : {}),
  });
}

function toAuthError(error: unknown): AuthError {
  if (isAuthError(error)) return error;
  if (isFastifyError(error)) {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      return new AuthError('validation_failed', 'The request body is too large');
    }
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
      return new AuthError('validation_failed', 'The request could not be read');
    }
  }
  return new AuthError(
    'unexpected_failure',
    'Unexpected failure, please check server logs for more information',
  );
}

function isFastifyError(error: unknown): error is FastifyError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('FST_')
  );
}
