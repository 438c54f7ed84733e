import type { ApprovalId, ApprovalRecordState, RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewApproval {
  id: ApprovalId;
  teamId: TeamId;
  runId: RunId;
  key: string;
  member: string | null;
  about: 'tool' | 'invariant';
  name: string;
  value: unknown;
  reason: string | null;
  timeoutSeconds: number;
  onTimeout: 'deny' | 'approve';
}

/** How a question stands, as the run that asked it needs to know. */
export interface AskedApproval {
  id: ApprovalId;
  about: 'tool' | 'invariant';
  name: string;
  state: ApprovalRecordState;
  value: unknown;
  editedValue: unknown;
  onTimeout: 'deny' | 'approve';
  decidedAs: string | null;
  note: string | null;
  expiresAt: Date;
  decidedAt: Date | null;
}

/** Puts the question unless one with its key is there already, and answers with how it stands. */
export async function askApproval(tx: Transaction, question: NewApproval): Promise<AskedApproval> {
  const columns = sql`id, about, name, state, value, edited_value as "editedValue", on_timeout as "onTimeout",
    decided_as as "decidedAs", note, expires_at as "expiresAt",
    decided_at as "decidedAt"`;
  const { rows } = await sql<AskedApproval>`
    with asked as (
      insert into public.approvals (id, team_id, run_id, agent_id, key, member, about, name, value, reason,
        on_timeout, expires_at)
      select ${question.id}, team_id, id, agent_id, ${question.key}, ${question.member}, ${question.about},
        ${question.name}, ${json(question.value)}, ${question.reason}, ${question.onTimeout},
        now() + ${question.timeoutSeconds}::double precision * interval '1 second'
      from public.runs where team_id = ${question.teamId} and id = ${question.runId}
      on conflict (team_id, run_id, key) do nothing
      returning ${columns}
    )
    select * from asked
    union all
    select ${columns} from public.approvals
    where team_id = ${question.teamId} and run_id = ${question.runId} and key = ${question.key}`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error(`no run ${question.runId} in this team asks anything`);
  return row;
}
