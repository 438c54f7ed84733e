import type { AgentId, RunId, TeamId, TemplateId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Queues, where the agent was made of a template, the question whether its buyer gets the money back. */
export async function enqueueBrokenPromise(
  tx: Transaction,
  { teamId, agentId, runId }: { teamId: TeamId; agentId: AgentId; runId: RunId },
): Promise<void> {
  await sql`
    select app.enqueue_job(
      'refund_broken_invariant', jsonb_build_object('run_id', ${runId}::text, 'team_id', ${teamId}::text),
      job_key => 'broken:' || ${runId}::text
    )
    from public.template_deployments deployment
    where deployment.team_id = ${teamId} and deployment.agent_id = ${agentId}`.execute(tx);
}

interface BrokenPromise {
  templateId: TemplateId;
  versionNumber: number;
  /** When it was started. */
  at: Date;
  /** Whether agent and members ran as they were bought. */
  unchanged: boolean;
  /** The rules about what the agent does or says that were broken and kept nothing back. */
  invariants: string[];
}

/** What a run of an agent that was made of a template broke; undefined where it was made of none. */
export async function selectBrokenPromise(
  tx: Transaction,
  { teamId, runId }: { teamId: TeamId; runId: RunId },
): Promise<BrokenPromise | undefined> {
  const { rows } = await sql<BrokenPromise>`
    select deployment.template_id as "templateId", deployment.version_number as "versionNumber",
      run.created_at as at,
      run.spec_hash = deployment.spec_hash and not exists (
        select from jsonb_array_elements(run.members) member
        where member ->> 'spec_hash' not in (
          select content.spec_hash from public.template_contents content
          where content.version_id = deployment.version_id and content.template_id = deployment.template_id
        )
      ) as unchanged,
      array(
        select distinct event.data ->> 'id' from public.run_events event
        where event.team_id = ${teamId} and event.run_id = run.id and event.data ->> 'type' = 'invariant'
          and event.data ->> 'verdict' = 'violated' and event.data ->> 'action' = 'warn'
          and event.data ->> 'at' in ('tool_call', 'output')
        order by 1
      ) as invariants
    from public.runs run
    join public.template_deployments deployment
      on deployment.team_id = run.team_id and deployment.agent_id = run.agent_id
    where run.team_id = ${teamId} and run.id = ${runId}`.execute(tx);
  return rows[0];
}
