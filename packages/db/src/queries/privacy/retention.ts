import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction, type Transaction } from '../../tenant-transaction.ts';
import type { TeamRetentionRow } from './rows.ts';

export async function selectTeamRetention(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<TeamRetentionRow | undefined> {
  const { rows } = await sql<TeamRetentionRow>`
    select runs_days as "runsDays", events_days as "eventsDays", set_at as "setAt"
    from public.team_retention where team_id = ${teamId}`.execute(tx);
  return rows[0];
}

/** The later of two writers wins. */
export async function putTeamRetention(
  tx: Transaction,
  rule: { teamId: TeamId; runsDays: number | null; eventsDays: number | null; setBy: string; at: Date },
): Promise<void> {
  await sql`
    insert into public.team_retention (team_id, runs_days, events_days, set_by, set_at)
    values (${rule.teamId}, ${rule.runsDays}::integer, ${rule.eventsDays}::integer, ${rule.setBy}::uuid, ${rule.at})
    on conflict (team_id) do update set runs_days = excluded.runs_days, events_days = excluded.events_days,
      set_by = excluded.set_by, set_at = excluded.set_at`.execute(tx);
}

/** How much a rule would take away now; null days take nothing. */
export async function countOlderRuns(
  tx: Transaction,
  { teamId, runsDays, eventsDays }: { teamId: TeamId; runsDays: number | null; eventsDays: number | null },
): Promise<{ runs: number; events: number; open: number }> {
  const { rows } = await sql<{ runs: number; events: number; open: number }>`
    with bounds as (
      select now() - make_interval(days => ${runsDays}::integer) as runs_until,
        now() - make_interval(days => least(${runsDays}::integer, ${eventsDays}::integer)) as events_until
    )
    select
      (select count(*)::integer from public.runs r, bounds
        where r.team_id = ${teamId} and r.created_at < bounds.runs_until and r.finished_at is not null
          and r.content_erased_at is null) as runs,
      (select count(*)::integer from public.runs r, bounds
        where r.team_id = ${teamId} and r.created_at < bounds.events_until and r.finished_at is null) as open,
      (select count(*)::integer from public.runs r join public.run_events e on e.run_id = r.id, bounds
        where r.team_id = ${teamId} and e.team_id = ${teamId} and r.created_at < bounds.events_until
          and r.finished_at is not null) as events`.execute(tx);
  return rows[0] ?? { runs: 0, events: 0, open: 0 };
}

/** Teams whose rule has something to do, longest behind first. Ids alone. */
export async function listTeamsToTrim(database: Database, limit: number): Promise<TeamId[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{
      id: TeamId;
    }>`select id from app.teams_to_trim(${limit}::integer) id`.execute(tx);
    return rows.map(({ id }) => id);
  });
}

/** Takes one batch of what is too old out of the team of this transaction. */
export async function trimTeam(
  tx: Transaction,
  { what, limit }: { what: 'runs' | 'events'; limit: number },
): Promise<{ seen: number; runs: number; events: number }> {
  const { rows } = await sql<{ seen: number; runs: number; events: number }>`
    select seen, runs, events from app.trim_team(${what === 'runs'}, ${limit}::integer)`.execute(tx);
  return rows[0] ?? { seen: 0, runs: 0, events: 0 };
}
