import { type Database, setQuotaRules } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { planQuotas } from './plan-quotas.ts';

const said = new WeakMap<Database, Promise<void>>();

/**
 * The database counts and refuses; what plans have it learns from the processes. Each says so once, before it starts
 * its first run.
 */
export function sayQuotaRules({ db, spending }: Pick<Services, 'db' | 'spending'>): Promise<void> {
  const known = said.get(db);
  if (known !== undefined) return known;
  const saying = setQuotaRules(db, { defaultPlan: spending.defaultPlan, plans: planQuotas });
  said.set(db, saying);
  saying.catch(() => said.delete(db));
  return saying;
}
