import { nanoUsdToUsd, type UsageSummary, usageSummaryInputSchema } from '@agent-factory/contracts';
import { selectMonthBudget, selectTeamPolicy, withTenantAtOnce } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { addUp } from './add-up.ts';
import { daysOf, monthOf } from './month.ts';
import { closedSums, closedUntil, sumsBetween } from './sums.ts';

/** What the team's model calls used in a month, and what is left of its budget. */
export async function summarizeUsage({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof usageSummaryInputSchema>;
}): Promise<UsageSummary> {
  requireScope(ctx.actor, 'usage:read');
  const now = ctx.clock.now();
  const month = monthOf(parseInput(usageSummaryInputSchema, input).month, now);
  const { teamId } = ctx.actor;
  const closed = closedUntil(month, now);
  const [before, [policy, budget, groups, waits]] = await Promise.all([
    closedSums(ctx, { teamId, month, until: closed }),
    withTenantAtOnce(ctx.db, ctx.actor, (tx) => [
      selectTeamPolicy(tx, { teamId }),
      selectMonthBudget(tx, { teamId, month: month.name }),
      ...sumsBetween(tx, { teamId, from: closed, until: month.until }),
    ]),
  ]);
  // Also for who may not see the team any more: what is kept of it is not for them.
  if (policy === undefined) throw notFound('team');
  const { monthlyBudgetNanoUsd: limit } = policy;
  const { spentNanoUsd, reservedNanoUsd } = budget ?? { spentNanoUsd: 0, reservedNanoUsd: 0 };
  return {
    month: month.name,
    plan: policy.plan ?? ctx.spending.defaultPlan,
    budget: {
      limit_usd: limit === null ? null : nanoUsdToUsd(limit),
      spent_usd: nanoUsdToUsd(spentNanoUsd),
      reserved_usd: nanoUsdToUsd(reservedNanoUsd),
      left_usd: limit === null ? null : nanoUsdToUsd(Math.max(0, limit - spentNanoUsd - reservedNanoUsd)),
    },
    ...addUp([...before.groups, ...groups], [...before.waits, ...waits], daysOf(month, now)),
  };
}
