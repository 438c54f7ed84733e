export { type FirstTokenRow, listFirstTokenTimes } from './list-first-token-times.ts';
export { listModelCalls, type ModelCallRow } from './list-model-calls.ts';
export { listUsageGroups, type UsageGroupRow } from './list-usage-groups.ts';
export { selectMonthBudget } from './select-month-budget.ts';
