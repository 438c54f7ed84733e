import { type ModelCallId, newId } from '@agent-factory/contracts';
import type { ReservationRow, SettlementRow } from '@agent-factory/db';
import type { Account, AttemptAhead, AttemptRecord, CallTokens } from '@agent-factory/llm';

/** Longer than the router lets any call last; see docs/decisions/0237. */
const holdLastsMs = 15 * 60_000;

export function reservationRow(account: Account, attempt: AttemptAhead): ReservationRow {
  return {
    ...callOf(account, attempt, attempt.number ?? 1),
    run_limit: account.run?.limitNanoUsd ?? null,
    fence: account.run?.fence ?? null,
    worst: attempt.worstNanoUsd === null ? null : Math.ceil(attempt.worstNanoUsd),
    lasts_ms: holdLastsMs,
  };
}

export function settlementRow(
  account: Account,
  hold: { id: ModelCallId; held: boolean; number: number },
  record: AttemptRecord,
): SettlementRow {
  return {
    ...callOf(account, record, hold.number),
    id: hold.id,
    held: hold.held,
    region: record.region,
    provider_key_id: record.keyId,
    outcome: record.outcome,
    reason: record.reason,
    ...tokensOf(record.tokens),
    cost: record.costNanoUsd === null ? null : Math.ceil(record.costNanoUsd),
    estimated: record.estimated,
    first_token_ms: record.firstTokenMs === null ? null : Math.round(record.firstTokenMs),
    duration_ms: Math.max(0, Math.round(record.durationMs)),
  };
}

/** A call that did not take place, because nobody could say whether there was money for it. */
export function neverBegunRow({ run_limit, fence, worst, lasts_ms, ...call }: ReservationRow): SettlementRow {
  return {
    ...call,
    held: true,
    region: null,
    provider_key_id: null,
    outcome: 'abandoned',
    reason: 'its budget could not be checked',
    ...tokensOf(noTokens),
    cost: 0,
    estimated: false,
    first_token_ms: null,
    duration_ms: 0,
  };
}

/** An answer from the cache: what it would have read and written, for nothing. */
export function cachedRow(
  account: Account,
  answer: { provider: string; model: string; tokens: CallTokens },
): SettlementRow {
  return {
    ...callOf(account, { ...answer, payer: 'platform' }, 1),
    held: false,
    region: null,
    provider_key_id: null,
    outcome: 'cached',
    reason: null,
    ...tokensOf(answer.tokens),
    cost: 0,
    estimated: false,
    first_token_ms: null,
    duration_ms: 0,
  };
}

const noTokens: CallTokens = { input: 0, output: 0, total: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0 };

function callOf(
  { runId, apiKeyId, userId, purpose }: Account,
  { provider, model, payer }: Pick<AttemptAhead, 'provider' | 'model' | 'payer'>,
  number: number,
) {
  return {
    id: newId('modelCall'),
    run_id: runId,
    api_key_id: apiKeyId,
    user_id: userId,
    purpose,
    number,
    provider,
    model,
    payer,
  };
}

function tokensOf({ input, cachedInput, cacheWrite, output, reasoning }: CallTokens) {
  return { input, cached_input: cachedInput, cache_write: cacheWrite, output, reasoning };
}
