import { type ErasureBody, erasureFormat } from '@agent-factory/contracts';
import type { ErasureRow } from '@agent-factory/db/privacy';

const redacted = 'public.audit_entries.details';

/** What the receipt of an erasure says once all its steps are done. */
export function erasureBody(row: ErasureRow, at: Date): ErasureBody {
  const steps = Object.entries(row.progress);
  const sums = new Map<string, number>();
  for (const [, counts] of steps) {
    for (const [table, rows] of Object.entries(counts)) sums.set(table, (sums.get(table) ?? 0) + rows);
  }
  const entries = sums.get(redacted) ?? 0;
  return {
    format: erasureFormat,
    id: row.id,
    kind: row.kind,
    subject_sha256: row.subjectSha256,
    requested_at: row.requestedAt.toISOString(),
    erased_at: at.toISOString(),
    teams: row.kind === 'team' ? 1 : steps.filter(([step]) => step.startsWith('team ')).length,
    erased: [...sums]
      .filter(([, rows]) => rows > 0)
      .map(([table, rows]) => ({ table, rows }))
      .sort((a, b) => (a.table < b.table ? -1 : 1)),
    kept: row.kind === 'team' ? [backups] : [...keptOfPerson(entries, sums.has('auth.users')), backups],
  };
}

const backups = {
  what: 'Backups that the operator made before',
  why: 'They are replaced as they age; what is erased here is erased again after a restore, since the wish is in them.',
  rows: null,
};

function keptOfPerson(entries: number, ownAuth: boolean): ErasureBody['kept'] {
  return [
    {
      what: 'Entries of the audit logs of teams that live on',
      why: 'A log that can lose entries proves nothing. They name an id that belongs to nobody any more; names and addresses were taken out.',
      rows: entries,
    },
    {
      what: 'What was made in teams of others',
      why: 'It is theirs. It no longer says who made it.',
      rows: null,
    },
    {
      what: 'Signed receipts and events of runs of those teams',
      why: 'They may name who decided an approval, and a signature cannot be kept without what it is over. They go with the retention of the team.',
      rows: null,
    },
    ...(ownAuth
      ? []
      : [
          {
            what: 'The account at the sign-in service',
            why: 'It is kept by another service (Supabase Auth) and has to be deleted there.',
            rows: 1,
          },
        ]),
  ];
}
