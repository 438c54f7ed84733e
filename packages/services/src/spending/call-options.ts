import { type Actor, AppError, type TeamId } from '@agent-factory/contracts';
import { selectTeamPolicy, type TeamPolicyRow, withTenantOnce } from '@agent-factory/db';
import type { Account, CallOptions, Cap } from '@agent-factory/llm';
import { loadProviderKeys } from '../provider-keys/load.ts';
import type { Services } from '../service-context.ts';
import { planCapNanoUsd } from './plan-caps.ts';

/** A run that calls are part of, and who started it. */
export interface SpendingRun {
  id: string;
  /** Its own ceiling; null for none. */
  limitNanoUsd: number | null;
  /** Grows with each worker that takes it up. */
  fence: number;
  createdBy: string | null;
  apiKeyId: string | null;
}

/**
 * On whose account and within which bounds an actor's calls run: the team's own keys and policy, its plan's cap. What
 * it read is kept for 2 s (keys for 3), so that calls do not each ask the database for it. Throws `unavailable` when
 * that cannot be asked.
 */
export async function callOptionsFor({
  services,
  actor,
  run,
  purpose,
}: {
  services: Services;
  actor: Actor;
  run?: SpendingRun;
  /** What the calls are for, as the usage rows name it. */
  purpose: string;
}): Promise<Omit<CallOptions, 'signal'> & { account: Account }> {
  const { teamId } = actor;
  const [policy, ownKeys] = await Promise.all([
    readTeamPolicy(services, teamId),
    loadProviderKeys({ services, teamId }),
  ]);
  return {
    account: {
      teamId,
      runId: run?.id ?? null,
      ...(run === undefined ? {} : { run: { limitNanoUsd: run.limitNanoUsd, fence: run.fence } }),
      apiKeyId: actor.type === 'apiKey' ? actor.keyId : (run?.apiKeyId ?? null),
      userId: actor.type === 'user' ? actor.userId : (run?.createdBy ?? null),
      purpose,
    },
    caps: capsOf(policy, services.spending.defaultPlan),
    ...(ownKeys.length === 0 ? {} : { ownKeys }),
    ...(policy.allowModels === null ? {} : { allowModels: policy.allowModels }),
    ...(policy.switchedOff.length === 0 ? {} : { denyModels: policy.switchedOff }),
    ...(policy.regions === null ? {} : { regions: policy.regions }),
    ...(policy.cache ? { cache: true } : {}),
  };
}

/** What a team may use, spend and ask; kept for 2 s. Throws `unavailable` when that cannot be asked. */
export function readTeamPolicy(services: Services, teamId: TeamId): Promise<TeamPolicyRow> {
  return services.spending.policies.get(teamId, () => readPolicy(services, teamId));
}

async function readPolicy(services: Services, teamId: TeamId): Promise<TeamPolicyRow> {
  const system = { type: 'system', teamId, reason: 'read_team_policy' } as const;
  const policy = await withTenantOnce(services.db, system, (tx) => selectTeamPolicy(tx, { teamId })).catch(
    (cause: unknown) => {
      throw new AppError('unavailable', 'The team cannot be read at the moment. Try again shortly.', {
        cause,
      });
    },
  );
  if (policy === undefined) throw new AppError('not_found', 'There is no such team.');
  return policy;
}

/** The plan's binds only what the platform pays for; the router knows whose key it would use. */
function capsOf(policy: TeamPolicyRow, defaultPlan: Services['spending']['defaultPlan']): Cap[] {
  const byPlan = planCapNanoUsd[policy.plan ?? defaultPlan];
  return [
    ...(byPlan === null ? [] : [{ nanoUsd: byPlan, by: 'plan' } as const]),
    ...(policy.maxCostNanoUsd === null ? [] : [{ nanoUsd: policy.maxCostNanoUsd, by: 'team' } as const]),
  ];
}
