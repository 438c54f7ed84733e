import pg from 'pg';

/** Why a run could not start: what is used up, and when it is there again. */
export interface QuotaRefusal {
  kind: 'runs' | 'tokens';
  limit: number;
  used: number;
  resetsAt: Date;
}

/** What `app.refuse_over_quota` said, if that is what failed; else null. */
export function quotaRefusal(error: unknown): QuotaRefusal | null {
  if (!(error instanceof pg.DatabaseError) || error.code !== 'AFQ01') return null;
  const { kind, limit, used, resets_at } = parseDetail(error.detail ?? '{}');
  return { kind, limit, used, resetsAt: new Date(resets_at) };
}

/** Guarantees nothing: the function of this error code writes exactly this. */
function parseDetail(detail: string): Omit<QuotaRefusal, 'resetsAt'> & { resets_at: string } {
  return JSON.parse(detail) as Omit<QuotaRefusal, 'resetsAt'> & { resets_at: string };
}
