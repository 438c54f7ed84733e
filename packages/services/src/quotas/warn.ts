import { type JobPayload, nanoUsdToUsd } from '@agent-factory/contracts';
import { type QuotaWarningRow, takeQuotaWarnings, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { publishEvent } from '../webhooks/publish.ts';

/** Tells the team's webhooks of every quota and budget of which four fifths are used; of each once a period. */
export async function warnOfQuota({
  services,
  input: { team_id: teamId },
}: {
  services: Pick<Services, 'db' | 'cache'>;
  input: JobPayload<'warn_of_quota'>;
}): Promise<void> {
  const system = { type: 'system', teamId, reason: 'warn_of_quota' } as const;
  await withTenant(services.db, system, async (tx) => {
    for (const warning of await takeQuotaWarnings(tx, { teamId })) {
      await publishEvent(tx, { teamId, type: 'quota.warning', data: warningData(warning) });
    }
  });
  // So that the web app shows it now rather than in a minute.
  await services.cache.forget('quota', teamId);
}

function warningData({ kind, subjectId, used, limit, resetsAt }: QuotaWarningRow) {
  const isMoney = kind === 'team_budget' || kind === 'key_budget';
  const amount = isMoney ? nanoUsdToUsd : (count: number) => count;
  return {
    what: kind,
    used: amount(used),
    limit: amount(limit),
    key_id: kind === 'key_budget' ? subjectId : null,
    resets_at: resetsAt.toISOString(),
  };
}
