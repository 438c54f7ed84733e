import { setTeamPolicyInputSchema, type TeamPolicyView, usdToNanoUsd } from '@agent-factory/contracts';
import { putTeamPolicy, selectTeamPolicy, type TeamPolicyRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { policyView } from './policy-view.ts';

/** Changes what is named and leaves the rest. Budgets count at once, everywhere; the rest within 2 s. */
export async function setTeamPolicy({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof setTeamPolicyInputSchema>;
}): Promise<TeamPolicyView> {
  requireScope(ctx.actor, 'team:write');
  const change = changeOf(parseInput(setTeamPolicyInputSchema, input));
  const { actor, db, spending } = ctx;
  const { teamId } = actor;
  const policy = await withTenant(db, actor, async (tx) => {
    const before = await selectTeamPolicy(tx, { teamId });
    if (before === undefined) throw notFound('team');
    const { plan, ...after } = { ...before, ...change };
    await putTeamPolicy(tx, { ...after, teamId, updatedBy: actor.type === 'user' ? actor.userId : null });
    await recordAudit(tx, ctx, {
      action: 'policy.changed',
      target: { id: teamId },
      before: policyView(before, spending.defaultPlan),
      after: policyView({ ...before, ...change }, spending.defaultPlan),
    });
    return { plan, ...after };
  });
  spending.policies.forget(teamId);
  await ctx.cache.forget('quota', teamId);
  return policyView(policy, spending.defaultPlan);
}

function changeOf(input: z.output<typeof setTeamPolicyInputSchema>): Partial<TeamPolicyRow> {
  const { allow_models, switched_off, regions, max_cost_usd, monthly_budget_usd, cache } = input;
  return {
    ...(allow_models === undefined ? {} : { allowModels: allow_models }),
    ...(switched_off === undefined ? {} : { switchedOff: [...new Set(switched_off)] }),
    ...(regions === undefined ? {} : { regions }),
    ...(max_cost_usd === undefined ? {} : { maxCostNanoUsd: nanoOf(max_cost_usd) }),
    ...(monthly_budget_usd === undefined ? {} : { monthlyBudgetNanoUsd: nanoOf(monthly_budget_usd) }),
    ...(cache === undefined ? {} : { cache }),
  };
}

function nanoOf(usd: number | null): number | null {
  return usd === null ? null : usdToNanoUsd(usd);
}
