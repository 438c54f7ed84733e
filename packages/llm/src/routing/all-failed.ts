import { AppError } from '@agent-factory/contracts';
import type { ProviderError } from '../providers/provider-error.ts';
import type { Candidate } from './candidate.ts';

export interface Failure {
  candidate: Candidate;
  error: ProviderError;
}

/** The error of a chain in which every model failed, each with its last reason. */
export function allFailed(failures: readonly Failure[]): AppError {
  const last = new Map(failures.map((failure) => [failure.candidate.model.id, failure.error]));
  const reasons = [...last].map(([model, error]) => `${model}: ${error.message}`);
  const waits = [...last.values()].flatMap(({ retryAfterSeconds }) => retryAfterSeconds ?? []);
  const everyTimedOut = [...last.values()].every(({ kind }) => kind === 'timed_out');
  return new AppError(
    everyTimedOut ? 'timed_out' : 'provider_failed',
    `No model answered. ${reasons.join('; ')}.`,
    {
      cause: failures.at(-1)?.error,
      ...(waits.length === last.size ? { retryAfterSeconds: Math.min(...waits) } : {}),
    },
  );
}
