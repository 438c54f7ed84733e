import type { Observation } from '../observation.ts';
import type { AssertionResult, Fault, Verdict } from '../verdict.ts';

/** How a trial ended, over all its assertions. */
export interface TrialVerdict {
  verdict: Verdict;
  /** From 0 to 100; null where the verdict is `error` or `inconclusive`. */
  score: number | null;
  /** Null where it passed. */
  fault: Fault | null;
  /** One sentence: what decided. */
  reason: string;
}

/** Why a run ended that is not the agent's doing: the provider, the time, the machinery around it. */
const infrastructure: ReadonlySet<string> = new Set([
  'provider_failed',
  'no_model_available',
  'rate_limited',
  'quota_exceeded',
  'timed_out',
  'unavailable',
  'cancelled',
  'conflict',
  'internal',
]);

/** Assertions whose answer is not the same each time they look at the same trial. */
const judged: ReadonlySet<string> = new Set(['judge', 'pairwise']);

/**
 * What the results of a trial's assertions come to, first that applies:
 * 1. what kept the trial from being one (`trouble`, or a run that the infrastructure ended) → error;
 * 2. an assertion failed that no judge decides → fail, though a grader beside it broke: nothing that it could have said
 *    would have made a pass of it;
 * 3. an assertion could not be evaluated → error;
 * 4. a judge found that it fails → fail;
 * 5. one stayed undecided → inconclusive;
 * 6. pass. A run that did not succeed passes only where an assertion speaks of how it ends.
 */
export function trialVerdict(
  results: readonly AssertionResult[],
  observation: Pick<Observation, 'status' | 'error'>,
  trouble: { fault: 'simulator' | 'infrastructure'; reason: string } | null = null,
): TrialVerdict {
  if (trouble !== null) return unjudged('error', trouble.fault, trouble.reason);
  const { status, error } = observation;
  if (status === 'cancelled' || (status === 'failed' && error !== null && infrastructure.has(error.code))) {
    return unjudged(
      'error',
      'infrastructure',
      error === null ? 'The run was cancelled.' : `The run did not finish (${error.code}): ${error.message}`,
    );
  }
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  const hard = failed.find(({ kind }) => !judged.has(kind));
  if (hard !== undefined) return decided('fail', results, hard);
  if (status !== 'succeeded' && !results.some(({ kind }) => kind === 'status' || kind === 'refusal')) {
    const why = error === null ? '' : ` (${error.code}): ${error.message}`;
    return {
      verdict: 'fail',
      score: 0,
      fault: 'agent',
      reason: `The run was to succeed; it ${status}${why}`,
    };
  }
  const broken = results.find(({ verdict }) => verdict === 'error');
  if (broken !== undefined) return unjudged('error', broken.fault ?? 'grader', broken.reason);
  const soft = failed[0];
  if (soft !== undefined) return decided('fail', results, soft);
  const open = results.find(({ verdict }) => verdict === 'inconclusive');
  if (open !== undefined) return unjudged('inconclusive', open.fault ?? 'grader', open.reason);
  return decided('pass', results, null);
}

function unjudged(verdict: 'error' | 'inconclusive', fault: Fault, reason: string): TrialVerdict {
  return { verdict, score: null, fault, reason };
}

/** The mean of what the assertions scored, of those that could be evaluated. */
function decided(
  verdict: 'pass' | 'fail',
  results: readonly AssertionResult[],
  by: AssertionResult | null,
): TrialVerdict {
  const scores = results.flatMap(({ score }) => (score === null ? [] : [score]));
  const mean = scores.length === 0 ? 1 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const score = Math.round(mean * 10_000) / 100;
  return {
    verdict,
    // Rounding must not make a whole score of one that failed.
    score: verdict === 'fail' ? Math.min(score, 99.99) : score,
    fault: by === null ? null : (by.fault ?? 'agent'),
    reason: by?.reason ?? 'All that was expected holds.',
  };
}
