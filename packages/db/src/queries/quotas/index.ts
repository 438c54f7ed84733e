export { type KeyBudgetRow, listKeyBudgets } from './list-key-budgets.ts';
export { type QuotaRefusal, quotaRefusal } from './quota-refusal.ts';
export { type QuotaRow, selectOwnQuota } from './select-own-quota.ts';
export { type PlanBounds, setQuotaRules } from './set-quota-rules.ts';
export { type QuotaWarningRow, takeQuotaWarnings } from './take-quota-warnings.ts';
