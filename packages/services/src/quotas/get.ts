import type { QuotaView } from '@agent-factory/contracts';
import {
  listKeyBudgets,
  selectMonthBudget,
  selectOwnQuota,
  selectTeamPolicy,
  withTenant,
} from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { requireScope } from '../access/require-scope.ts';
import { requestsPerMinute } from '../rate-limits/plan-rates.ts';
import type { ServiceContext } from '../service-context.ts';
import { monthOf } from '../usage/month.ts';
import { quotaView } from './quota-view.ts';
import { sayQuotaRules } from './say-quota-rules.ts';

const mostKeys = 100;

/**
 * What the team may use in this period, what it has used, and what is left of its budgets; at most a minute old. What
 * refuses a run goes by the count itself.
 */
export async function getQuota({ ctx }: { ctx: ServiceContext }): Promise<QuotaView> {
  const { actor } = ctx;
  requireScope(actor, 'usage:read');
  // Not everybody may see every key's budget.
  const sees = actor.type === 'user' ? actor.role : actor.type === 'apiKey' ? actor.keyId : actor.type;
  return ctx.cache.getOrRead({ kind: 'quota', teamId: actor.teamId, key: [sees] }, () => readQuota(ctx));
}

async function readQuota(ctx: ServiceContext): Promise<QuotaView> {
  await sayQuotaRules(ctx);
  const { teamId } = ctx.actor;
  const month = monthOf(undefined, ctx.clock.now());
  const { quota, policy, spent, keys } = await withTenant(ctx.db, ctx.actor, async (tx) => ({
    quota: await selectOwnQuota(tx, { teamId }),
    policy: await selectTeamPolicy(tx, { teamId }),
    spent: await selectMonthBudget(tx, { teamId, month: month.name }),
    keys: await listKeyBudgets(tx, { teamId, month: month.name, limit: mostKeys }),
  }));
  if (quota === undefined || policy === undefined) throw notFound('team');
  return quotaView({
    quota,
    defaultPlan: ctx.spending.defaultPlan,
    budget: {
      limitNanoUsd: policy.monthlyBudgetNanoUsd,
      ...(spent ?? { spentNanoUsd: 0, reservedNanoUsd: 0 }),
    },
    budgetResetsAt: month.until,
    keys,
    requestsPerMinute: policy.requestsPerMinute ?? requestsPerMinute[policy.plan ?? ctx.spending.defaultPlan],
  });
}
