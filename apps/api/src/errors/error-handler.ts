import { isAppError } from '@agent-factory/contracts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.ts';
import { toAppError } from './to-app-error.ts';

/** Turns whatever a route threw into a problem; the text of a bug goes to the log alone. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = httpRefusal(error, request.routeOptions.bodyLimit);
  if (refusal !== null) return sendProblem(reply, refusal);
  const appError = toAppError(error);
  if (appError.code === 'internal') request.log.error({ err: error }, 'unforeseen error');
  return sendProblem(reply, appError);
}

/** What Fastify refused before a route ran, null if the error is another's. */
function httpRefusal(
  error: unknown,
  bodyLimit: number | undefined,
): Parameters<typeof sendProblem>[1] | null {
  if (isAppError(error) || !isFastifyError(error)) return null;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return {
        code: 'payload_too_large',
        message: `The body is larger than ${bodyLimit === undefined ? 'it may be' : sizeOf(bodyLimit)}.`,
      };
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return {
        code: 'unsupported_media_type',
        message: 'Send application/json (or, where a spec is expected, text/markdown or application/yaml).',
      };
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return { code: 'invalid_input', message: 'The body is empty; send a JSON object.' };
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return { code: 'invalid_input', message: 'The body is not valid JSON.' };
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return { code: 'invalid_input', message: 'The body is not as long as Content-Length says.' };
    case 'FST_ERR_BAD_URL':
      return { code: 'invalid_input', message: 'The URL is not valid.' };
    default:
      // Any other refusal of the framework that blames the request (an aborted body, a bad encoding).
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? { code: 'invalid_input', message: 'The request could not be read.' }
        : null;
  }
}

function sizeOf(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${Math.round(bytes / 1_048_576)} MB`;
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
