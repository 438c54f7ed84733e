import type { TeamId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';

/** What is wrong with the books of a team, in words; nothing when each call was charged once and nothing is set aside. */
export async function wrongBooks(adminUrl: string, teamId: TeamId): Promise<string[]> {
  const wrong: string[] = [];
  const budgets = await queryAsAdmin<{
    kind: string;
    subject: string;
    spent: string;
    reserved: string;
    bound: string | null;
    booked: string;
  }>(
    adminUrl,
    `select b.kind, b.subject_id as subject, b.spent_nano_usd as spent, b.reserved_nano_usd as reserved,
       b.limit_nano_usd as bound,
       (select coalesce(sum(c.cost_nano_usd), 0) from public.model_calls c
        where c.team_id = b.team_id and (b.kind <> 'run' or c.run_id = b.subject_id)) as booked
     from public.budgets b where b.team_id = $1 and b.kind in ('run', 'team')`,
    [teamId],
  );
  for (const { kind, subject, spent, reserved, bound, booked } of budgets) {
    const of = `the ${kind} ${subject}`;
    if (spent !== booked) wrong.push(`${of} has spent ${spent}, its calls cost ${booked}`);
    if (reserved !== '0') wrong.push(`${of} has ${reserved} set aside`);
    if (bound !== null && BigInt(spent) > BigInt(bound)) wrong.push(`${of} spent ${spent} of ${bound}`);
  }
  return wrong;
}

/** How many calls of a run were charged as answered. */
export async function answeredCalls(adminUrl: string, runId: string): Promise<number> {
  const [row] = await queryAsAdmin<{ count: number }>(
    adminUrl,
    `select count(*)::integer as count from public.model_calls where run_id = $1 and outcome = 'answered'`,
    [runId],
  );
  return row?.count ?? 0;
}
