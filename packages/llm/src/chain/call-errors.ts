import { AppError, isAppError } from '@agent-factory/contracts';
import type { ProviderError } from '../provider-error.ts';
import type { Candidate } from '../routing/candidate.ts';

/** The caller went away; a signal that was aborted with an AppError gives that one. */
export function cancelled(reason?: unknown): AppError {
  if (isAppError(reason)) return reason;
  return new AppError('cancelled', 'The call was cancelled.', { cause: reason });
}

export function tooLong(totalMs: number): AppError {
  return new AppError('timed_out', `No model finished within ${totalMs} ms.`);
}

export function brokeOff({ model }: Candidate, error: ProviderError): AppError {
  return new AppError(
    'provider_failed',
    `${model.id} failed in the middle of its answer: ${error.message}.`,
    {
      cause: error,
    },
  );
}

/** Whatever else was thrown is a fault of ours. */
export function asAppError(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  return new AppError('internal', 'The router failed.', { cause: thrown });
}
