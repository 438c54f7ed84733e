import type { AttemptRecord, CallTokens, FinishEvent } from '../model-port.ts';
import type { Failure } from './next-step.ts';
import type { Tried } from './try-candidate.ts';

/** The last event of an answer: what its parts used, and what all attempts cost together. */
export function finishOf(
  parts: readonly Tried[],
  failures: readonly Failure[],
  records: readonly AttemptRecord[],
): FinishEvent {
  const last = parts.at(-1);
  if (last?.end.outcome.kind !== 'answered') throw new Error('an answer finishes with its last attempt');
  return {
    type: 'finish',
    provider: last.record.provider,
    model: last.record.model,
    finishReason: last.end.outcome.finishReason,
    tokens: parts.length === 1 ? last.record.tokens : addUp(parts),
    costNanoUsd: totalCost(records),
    cached: false,
    estimated: parts.some(({ record }) => record.estimated),
    attempts: records,
    fallbacks: failures.map(({ candidate, error }) => ({
      model: candidate.model.id,
      reason: error.message,
    })),
  };
}

function totalCost(records: readonly AttemptRecord[]): number | null {
  let total = 0;
  for (const { costNanoUsd } of records) {
    if (costNanoUsd === null) return null;
    total += costNanoUsd;
  }
  return total;
}

function addUp(parts: readonly Tried[]): CallTokens {
  const sum = { input: 0, output: 0, total: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0 };
  for (const { record } of parts) {
    for (const kind of Object.keys(sum) as (keyof typeof sum)[]) sum[kind] += record.tokens[kind];
  }
  return sum;
}
