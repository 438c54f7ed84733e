import { type AppError, type ErrorCode, isAppError } from '@agent-factory/contracts';
import { FieldError } from './field-error.ts';

/** An error as OpenAI's API writes it; `code` is our own stable one. */
export interface ErrorBody {
  error: { message: string; type: string; param: string | null; code: string; request_id: string };
}

/** Codes of HTTP itself, which no verb refuses with. */
export type HttpCode = 'method_not_allowed' | 'unsupported_media_type';

interface Shape {
  status: number;
  type: string;
  /** Whether the same request can succeed later; clients repeat 409, 429 and 5xx by themselves otherwise. */
  again: boolean;
}

/** Status and type by code. The statuses are those of the rest of the API; a test there holds them together. */
export function shapeOf(code: ErrorCode | HttpCode): Shape {
  switch (code) {
    case 'invalid_input':
    case 'invalid_spec':
      return { status: 400, type: 'invalid_request_error', again: false };
    case 'unauthenticated':
      return { status: 401, type: 'authentication_error', again: false };
    case 'purchase_required':
      return { status: 402, type: 'permission_error', again: false };
    case 'forbidden':
    case 'second_factor_required':
      return { status: 403, type: 'permission_error', again: false };
    case 'not_found':
      return { status: 404, type: 'invalid_request_error', again: false };
    case 'method_not_allowed':
      return { status: 405, type: 'invalid_request_error', again: false };
    case 'conflict':
      return { status: 409, type: 'invalid_request_error', again: true };
    case 'gate_shut':
    case 'name_taken':
    case 'cancelled':
      return { status: 409, type: 'invalid_request_error', again: false };
    case 'payload_too_large':
      return { status: 413, type: 'invalid_request_error', again: false };
    case 'unsupported_media_type':
      return { status: 415, type: 'invalid_request_error', again: false };
    case 'spec_not_runnable':
    case 'idempotency_mismatch':
    case 'limit_exceeded':
    case 'invariant_violated':
      return { status: 422, type: 'invalid_request_error', again: false };
    case 'cost_ceiling':
      return { status: 422, type: 'insufficient_quota', again: false };
    case 'quota_exceeded':
      return { status: 429, type: 'insufficient_quota', again: false };
    case 'rate_limited':
      return { status: 429, type: 'rate_limit_error', again: true };
    case 'internal':
      return { status: 500, type: 'server_error', again: true };
    case 'provider_failed':
      return { status: 502, type: 'server_error', again: true };
    case 'no_model_available':
      return { status: 503, type: 'server_error', again: false };
    case 'unavailable':
      return { status: 503, type: 'server_error', again: true };
    case 'timed_out':
      return { status: 504, type: 'server_error', again: true };
  }
}

const internalMessage = 'Something went wrong on our side. Try again; if it stays, report the request id.';

/** What of an error a caller may read; the text of what was not foreseen is not part of it. */
export function errorBody(error: unknown, requestId: string): { body: ErrorBody; code: ErrorCode } {
  const known: AppError | null = isAppError(error) ? error : null;
  const code = known?.code ?? 'internal';
  const message = known === null || code === 'internal' ? internalMessage : known.message;
  const param = known instanceof FieldError ? known.param : null;
  const { type } = shapeOf(code);
  return { body: { error: { message, type, param, code, request_id: requestId } }, code };
}
