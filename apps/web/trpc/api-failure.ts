import type { Diagnostic, ErrorCode } from '@agent-factory/contracts';

/** What a failed call says to a person: the message is meant for them, the code for us, the id for support. */
export interface ApiFailure {
  code: ErrorCode | 'offline';
  message: string;
  requestId: string | undefined;
  diagnostics: readonly Diagnostic[];
}

interface FailureData {
  app_code?: ErrorCode;
  request_id?: string | null;
  diagnostics?: readonly Diagnostic[];
}

/** Guarantees nothing but that `data` is an object: the API's error formatter fills it in (apps/api/src/trpc). */
function dataOf(error: unknown): FailureData | null {
  if (typeof error !== 'object' || error === null || !('data' in error)) return null;
  const { data } = error;
  return typeof data === 'object' && data !== null ? (data as FailureData) : null;
}

export function apiFailure(error: unknown): ApiFailure {
  const data = dataOf(error);
  if (data === null) {
    return {
      code: 'offline',
      message: 'The server could not be reached. Check your connection and try again.',
      requestId: undefined,
      diagnostics: [],
    };
  }
  return {
    code: data.app_code ?? 'internal',
    message: error instanceof Error ? error.message : 'Something went wrong.',
    requestId: data.request_id ?? undefined,
    diagnostics: data.diagnostics ?? [],
  };
}
