import type { Plan } from '@agent-factory/contracts';
import type { Database, QuotaRow, TeamPolicyRow } from '@agent-factory/db';
import { type BriefMemory, createBriefMemory } from '../access/brief-memory.ts';
import { type Accounts, createAccounts, type OnError } from './create-accounts.ts';
import { defaultPlanOf } from './plan-caps.ts';

/** What bounds and books the money of model calls. */
export interface Spending {
  accounts: Accounts;
  /** Of teams that have chosen none. */
  defaultPlan: Plan;
  /** Policies that were read a moment ago, by team. */
  policies: BriefMemory<TeamPolicyRow>;
  /** Quotas that were read a moment ago, by team. */
  quotas: BriefMemory<QuotaRow | undefined>;
}

/** So long another process may still go by a policy that was changed here. */
const policySpanMs = 2_000;

/** Throws `invalid_input` for a malformed variable. */
export function openSpending(
  env: Readonly<Record<string, string | undefined>>,
  { db, onError }: { db: Database; onError: OnError },
): Spending {
  const memory = { spanMs: policySpanMs, maxEntries: 10_000, now: () => performance.now() };
  return {
    accounts: createAccounts({ db, onError }),
    defaultPlan: defaultPlanOf(env),
    policies: createBriefMemory(memory),
    quotas: createBriefMemory(memory),
  };
}
