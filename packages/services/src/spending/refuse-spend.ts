import { AppError, nanoUsdToUsd } from '@agent-factory/contracts';
import type { SpendRefusal } from '@agent-factory/db';

/** Why a call cannot begin, in the words of whose budget it is. */
export function refuseSpend({ kind, limit, left }: SpendRefusal, worstNanoUsd: number | null): AppError {
  const need =
    worstNanoUsd === null
      ? 'The price of this model is unknown, and it would count against'
      : `This call could cost up to ${sayUsd(worstNanoUsd)}, more than is left of`;
  return new AppError(
    'cost_ceiling',
    `${need} ${budgets[kind]} (${sayUsd(Math.max(0, left))} of ${sayUsd(limit)} left, with what calls at work have set aside).`,
  );
}

const budgets: Readonly<Record<SpendRefusal['kind'], string>> = {
  run: "the run's ceiling (limits.maxCostUsd)",
  api_key: "the API key's monthly budget",
  team: "the team's monthly budget",
};

/** `$0.000123`: six digits, more where the sum would read as nothing. */
function sayUsd(nanoUsd: number): string {
  return `$${nanoUsdToUsd(nanoUsd).toFixed(nanoUsd > 0 && nanoUsd < 1_000 ? 9 : 6)}`;
}
