import { AppError } from '@agent-factory/contracts';
import { type QuotaRefusal, quotaRefusal } from '@agent-factory/db';

/** Rethrows what failed; as AppError `quota_exceeded` where the team has used up what it may. */
export function refuseOverQuota(now: number): (error: unknown) => never {
  return (error) => {
    const refusal = quotaRefusal(error);
    throw refusal === null ? error : overQuota(refusal, now);
  };
}

export function overQuota({ kind, used, limit, resetsAt }: QuotaRefusal, now: number): AppError {
  const count = (amount: number) => amount.toLocaleString('en-US');
  return new AppError(
    'quota_exceeded',
    `The team has used ${count(used)} of its ${count(limit)} ${kind} of this period. The next period begins on ${dayOf(resetsAt)}; until then only a larger quota helps.`,
    {
      retryAfterSeconds: Math.max(1, Math.ceil((resetsAt.getTime() - now) / 1_000)),
      quota: { what: kind, used, limit, resets_at: resetsAt.toISOString() },
    },
  );
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

function dayOf(moment: Date): string {
  return `${day.format(moment)} UTC`;
}
