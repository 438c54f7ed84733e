import type { AgentId, ScheduleId, ScheduleOverlap, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewSchedule {
  id: ScheduleId;
  teamId: TeamId;
  agentId: AgentId;
  name: string;
  cron: string;
  timeZone: string;
  input: Readonly<Record<string, unknown>>;
  enabled: boolean;
  overlap: ScheduleOverlap;
  nextAt: Date | null;
  createdBy: string | null;
}

/** False, and nothing written, when the team has `atMost`. */
export async function insertSchedule(
  tx: Transaction,
  { atMost, ...row }: NewSchedule & { atMost: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into public.schedules (id, team_id, agent_id, name, cron, time_zone, input, enabled, overlap, next_at,
      created_by)
    select ${row.id}, ${row.teamId}, ${row.agentId}, ${row.name}, ${row.cron}, ${row.timeZone},
      ${json(row.input)}::jsonb, ${row.enabled}, ${row.overlap}, ${row.nextAt}::timestamptz, ${row.createdBy}::uuid
    where ${atMost} > (select count(*) from public.schedules where team_id = ${row.teamId})
    returning 1`.execute(tx);
  return rows.length === 1;
}
