import type { Plan } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { toJsonbText } from '../../json.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** What a plan has in a period; null for no bound. */
export interface PlanBounds {
  runs: number | null;
  tokens: number | null;
}

/**
 * Says for the whole deployment what plans have and which one teams have that chose none. Writes nothing where that is
 * known already.
 */
export async function setQuotaRules(
  database: Database,
  rules: { defaultPlan: Plan; plans: Readonly<Record<Plan, PlanBounds>> },
): Promise<void> {
  await inTransaction(
    database,
    'agent_factory_worker',
    {},
    (tx) =>
      sql`select app.set_quota_rules(${rules.defaultPlan}, ${toJsonbText(rules.plans)}::jsonb)`.execute(tx),
    'behind',
  );
}
