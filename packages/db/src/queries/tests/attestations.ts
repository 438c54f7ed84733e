import type { AgentId, AttestationId, TeamId, TestRunId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export async function insertAttestation(
  tx: Transaction,
  row: {
    id: AttestationId;
    teamId: TeamId;
    agentId: AgentId;
    testRunId: TestRunId;
    specHash: string;
    open: boolean;
    body: unknown;
  },
): Promise<void> {
  await sql`
    insert into public.attestations (id, team_id, agent_id, test_run_id, spec_hash, open, body)
    values (${row.id}, ${row.teamId}, ${row.agentId}, ${row.testRunId}, ${row.specHash}, ${row.open},
      ${json(row.body)})`.execute(tx);
}

export interface AttestationRow {
  id: AttestationId;
  testRunId: TestRunId | null;
  open: boolean;
  body: unknown;
  createdAt: Date;
}

export async function selectAttestation(
  tx: Transaction,
  { teamId, id }: { teamId: TeamId; id: AttestationId },
): Promise<AttestationRow | undefined> {
  const { rows } = await sql<AttestationRow>`
    select id, test_run_id as "testRunId", open, body, created_at as "createdAt" from public.attestations
    where team_id = ${teamId} and id = ${id}`.execute(tx);
  return rows[0];
}

/** The newest of an agent for this spec; undefined where there is none. */
export async function selectNewestAttestation(
  tx: Transaction,
  { teamId, agentId, specHash }: { teamId: TeamId; agentId: AgentId; specHash: string },
): Promise<AttestationRow | undefined> {
  const { rows } = await sql<AttestationRow>`
    select id, test_run_id as "testRunId", open, body, created_at as "createdAt" from public.attestations
    where team_id = ${teamId} and agent_id = ${agentId} and spec_hash = ${specHash}
    order by created_at desc limit 1`.execute(tx);
  return rows[0];
}

/** The newest of an agent for this spec on each dataset (and on the spec's own tests), the newest of all first. */
export async function listNewestAttestations(
  tx: Transaction,
  { teamId, agentId, specHash }: { teamId: TeamId; agentId: AgentId; specHash: string },
): Promise<AttestationRow[]> {
  const { rows } = await sql<AttestationRow>`
    select * from (
      select distinct on (body #>> '{dataset,id}')
        id, test_run_id as "testRunId", open, body, created_at as "createdAt" from public.attestations
      where team_id = ${teamId} and agent_id = ${agentId} and spec_hash = ${specHash}
      order by body #>> '{dataset,id}', created_at desc
    ) newest order by "createdAt" desc`.execute(tx);
  return rows;
}

/** The newest finished run of these tests of an agent under this spec: of the spec's own, or of a dataset's version. */
export async function selectNewestTestRun(
  tx: Transaction,
  {
    teamId,
    agentId,
    specHash,
    datasetVersionId,
  }: { teamId: TeamId; agentId: AgentId; specHash: string; datasetVersionId: string | null },
): Promise<{ id: TestRunId } | undefined> {
  const { rows } = await sql<{ id: TestRunId }>`
    select run.id from public.test_runs run
    where run.team_id = ${teamId} and run.agent_id = ${agentId} and run.status = 'finished'
      and run.kind in ('spec', 'dataset') and run.dataset_version_id is not distinct from ${datasetVersionId}::text
      and exists (
        select from public.tests test
        where test.team_id = ${teamId} and test.test_run_id = run.id and test.spec_hash = ${specHash}
      )
    order by run.created_at desc, run.id desc limit 1`.execute(tx);
  return rows[0];
}
