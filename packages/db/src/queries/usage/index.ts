export { type FirstTokenWaitRow, listFirstTokenWaits } from './list-first-token-waits.ts';
export { listModelCalls, type ModelCallRow } from './list-model-calls.ts';
export { listUsageGroups, type UsageGroupRow } from './list-usage-groups.ts';
export { selectMonthBudget } from './select-month-budget.ts';
