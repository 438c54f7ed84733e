import { nanoUsdToUsd, type UsageSummary } from '@agent-factory/contracts';
import type { FirstTokenWaitRow, UsageGroupRow } from '@agent-factory/db';

/** What groups have in common, added up in whole nano-dollars. */
interface Sum {
  calls: number;
  attempts: number;
  failedAttempts: number;
  cachedAnswers: number;
  tokensInput: number;
  tokensOutput: number;
  costNanoUsd: number;
  failedCostNanoUsd: number;
  unpriced: number;
}

function sumOf(groups: readonly UsageGroupRow[]): Sum {
  const total = (of: (group: UsageGroupRow) => number) => groups.reduce((sum, group) => sum + of(group), 0);
  return {
    calls: total(({ calls }) => calls),
    attempts: total(({ attempts }) => attempts),
    failedAttempts: total(({ failedAttempts }) => failedAttempts),
    cachedAnswers: total(({ cachedAnswers }) => cachedAnswers),
    tokensInput: total(({ tokensInput }) => tokensInput),
    tokensOutput: total(({ tokensOutput }) => tokensOutput),
    costNanoUsd: total(({ costNanoUsd }) => costNanoUsd),
    failedCostNanoUsd: total(({ failedCostNanoUsd }) => failedCostNanoUsd),
    unpriced: total(({ unpriced }) => unpriced),
  };
}

/** Dearest first, then the most used. */
function sumsBy(
  groups: readonly UsageGroupRow[],
  keyOf: (group: UsageGroupRow) => string,
): { group: UsageGroupRow; sum: Sum }[] {
  return Object.values(Object.groupBy(groups, keyOf))
    .flatMap((alike = []) => alike.slice(0, 1).map((group) => ({ group, sum: sumOf(alike) })))
    .sort((a, b) => b.sum.costNanoUsd - a.sum.costNanoUsd || b.sum.calls - a.sum.calls);
}

const modelKey = ({ provider, model, payer }: Pick<UsageGroupRow, 'provider' | 'model' | 'payer'>) =>
  JSON.stringify([provider, model, payer]);

/** The sums of a month's calls, each from the same groups, so that they agree with one another. */
export function addUp(
  groups: readonly UsageGroupRow[],
  firstTokens: readonly FirstTokenWaitRow[],
  days: readonly string[],
): Pick<UsageSummary, 'totals' | 'by_day' | 'by_model' | 'by_provider' | 'by_purpose'> {
  const all = sumOf(groups);
  const ofDay = Object.groupBy(groups, ({ day }) => day);
  const waits = Object.groupBy(firstTokens, modelKey);
  return {
    totals: {
      calls: all.calls,
      attempts: all.attempts,
      failed_attempts: all.failedAttempts,
      cached_answers: all.cachedAnswers,
      cost_usd: nanoUsdToUsd(all.costNanoUsd),
      failed_cost_usd: nanoUsdToUsd(all.failedCostNanoUsd),
      tokens: tokensOf(all),
    },
    by_day: days.map((day) => {
      const { costNanoUsd, calls } = sumOf(ofDay[day] ?? []);
      return { day, cost_usd: nanoUsdToUsd(costNanoUsd), calls };
    }),
    by_model: sumsBy(groups, modelKey).map(({ group, sum }) => {
      const wait = (waits[modelKey(group)] ?? []).toSorted((a, b) => a.ms - b.ms);
      return {
        model: group.model,
        provider: group.provider,
        payer: group.payer,
        calls: sum.calls,
        attempts: sum.attempts,
        failed_attempts: sum.failedAttempts,
        tokens: tokensOf(sum),
        cost_usd: sum.unpriced > 0 ? null : nanoUsdToUsd(sum.costNanoUsd),
        first_token_ms_p50: percentile(wait, 0.5),
        first_token_ms_p95: percentile(wait, 0.95),
      };
    }),
    by_provider: sumsBy(groups, ({ provider }) => provider).map(({ group, sum }) => ({
      provider: group.provider,
      calls: sum.calls,
      cost_usd: nanoUsdToUsd(sum.costNanoUsd),
    })),
    by_purpose: sumsBy(groups, ({ purpose }) => purpose).map(({ group, sum }) => ({
      purpose: group.purpose,
      calls: sum.calls,
      cost_usd: nanoUsdToUsd(sum.costNanoUsd),
    })),
  };
}

function tokensOf({ tokensInput, tokensOutput }: Sum): { input: number; output: number; total: number } {
  return { input: tokensInput, output: tokensOutput, total: tokensInput + tokensOutput };
}

/** As Postgres' `percentile_cont`, to a tenth: between the two calls that are nearest; null where no call waited. */
function percentile(waits: readonly FirstTokenWaitRow[], share: number): number | null {
  const place = (waits.reduce((sum, { calls }) => sum + calls, 0) - 1) * share;
  const below = waitOf(waits, Math.floor(place));
  const above = waitOf(waits, Math.ceil(place));
  if (below === null || above === null) return null;
  return Math.round(10 * (below + (place - Math.floor(place)) * (above - below))) / 10;
}

/** Of the call at this place, from 0, when all are sorted. */
function waitOf(waits: readonly FirstTokenWaitRow[], place: number): number | null {
  let passed = 0;
  for (const { ms, calls } of waits) {
    passed += calls;
    if (place < passed) return ms;
  }
  return null;
}
