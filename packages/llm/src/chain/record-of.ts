import type { AttemptEnd } from '../attempt/attempt.ts';
import { chargeOf } from '../catalogue/cost-of.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { AttemptRecord, CallTokens } from '../model-port.ts';
import type { Candidate } from '../routing/candidate.ts';
import { estimateTokens } from '../tokens/estimate-tokens.ts';

const noTokens: CallTokens = { input: 0, output: 0, total: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0 };

/**
 * What one try came to. Without the vendor's own count it is estimated from what was sent and received; a vendor that
 * never began to answer bills nothing, unless it was us who did not wait for it.
 */
export function recordOf(
  candidate: Candidate,
  key: VendorKey,
  end: AttemptEnd,
  inputTokens: number,
): AttemptRecord {
  const { outcome } = end;
  const usage = outcome.kind === 'answered' ? outcome.usage : null;
  const counted = usage !== null || !mayBill(end);
  const tokens = usage ?? (counted ? noTokens : estimateOf(end, inputTokens));
  const { input, output, total, cachedInput, cacheWrite, reasoning } = tokens;
  return {
    provider: candidate.provider.id,
    model: candidate.model.id,
    region: candidate.region,
    payer: key.payer,
    keyId: key.ownKeyId,
    outcome: outcome.kind,
    reason: reasonOf(end),
    tokens: { input, output, total, cachedInput, cacheWrite, reasoning },
    costNanoUsd: costOf(candidate, end, tokens, usage === null),
    estimated: !counted,
    firstTokenMs: end.firstTokenMs,
    durationMs: end.durationMs,
  };
}

function costOf(candidate: Candidate, end: AttemptEnd, tokens: CallTokens, ours: boolean): number | null {
  if (ours && !mayBill(end)) return 0;
  const cost = chargeOf(candidate.model.price, { searches: 0, billedNanoUsd: null, ...tokens });
  // An estimate is no reason to go above what was set aside.
  return ours && cost !== null && candidate.worstNanoUsd !== null
    ? Math.min(cost, candidate.worstNanoUsd)
    : cost;
}

function mayBill({ outcome, begun, neverSent }: AttemptEnd): boolean {
  if (neverSent) return false;
  if (begun || outcome.kind !== 'failed') return true;
  return outcome.error.kind === 'timed_out';
}

function estimateOf(end: AttemptEnd, inputTokens: number): CallTokens {
  const output = estimateTokens(end.text) + (end.aside === '' ? 0 : estimateTokens(end.aside));
  return { ...noTokens, input: inputTokens, output, total: inputTokens + output };
}

function reasonOf({ outcome }: AttemptEnd): string | null {
  switch (outcome.kind) {
    case 'answered':
      return null;
    case 'failed':
      return outcome.error.message;
    case 'abandoned':
      return 'another model answered first';
    case 'cancelled':
      return 'the caller went away';
  }
}
