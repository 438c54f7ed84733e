import { AppError } from '@agent-factory/contracts';
import { selectOwnQuota, withTenantOnce } from '@agent-factory/db';
import type { ServiceContext } from '../service-context.ts';
import { overQuota } from './refuse-over-quota.ts';
import { sayQuotaRules } from './say-quota-rules.ts';

/**
 * Refuses a call outside of runs when the team's tokens are used up. What it read is kept for 2 s: how many tokens a
 * call will take nobody knows before its end anyway. Errors: `quota_exceeded`, `unavailable`.
 */
export async function requireTokens(
  ctx: Pick<ServiceContext, 'actor' | 'clock' | 'db' | 'spending'>,
): Promise<void> {
  const { teamId } = ctx.actor;
  const system = { type: 'system', teamId, reason: 'read_quota' } as const;
  const quota = await ctx.spending.quotas
    .get(teamId, async () => {
      await sayQuotaRules(ctx);
      return withTenantOnce(ctx.db, system, (tx) => selectOwnQuota(tx, { teamId }));
    })
    .catch((cause: unknown) => {
      throw new AppError('unavailable', 'The quota cannot be read at the moment. Try again shortly.', {
        retryAfterSeconds: 1,
        cause,
      });
    });
  if (quota === undefined || quota.tokensLimit === null || quota.tokensUsed < quota.tokensLimit) return;
  const { tokensUsed: used, tokensLimit: limit, resetsAt } = quota;
  throw overQuota({ kind: 'tokens', used, limit, resetsAt }, ctx.clock.now());
}
