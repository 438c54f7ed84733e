export { deleteDashboardView } from './delete-dashboard-view.ts';
export { foldRuns } from './fold-runs.ts';
export { insertDashboardView } from './insert-dashboard-view.ts';
export { knowsZone, listBuckets } from './list-buckets.ts';
export { listDashboardViews } from './list-dashboard-views.ts';
export { listTeamsToFold } from './list-teams-to-fold.ts';
export { namePeople, nameRunParts } from './name-run-parts.ts';
export type { RunFilter } from './run-pieces.ts';
export { selectDashboardView } from './select-dashboard-view.ts';
export {
  type RunLatencies,
  type RunNumbers,
  type RunNumbersOf,
  type RunNumbersRow,
  selectRunNumbers,
  selectRunTotals,
  type TotalsRow,
} from './select-run-numbers.ts';
export { selectRunsMark } from './select-runs-mark.ts';
export { selectTestsAndGates, type TestsAndGatesRow } from './select-tests-and-gates.ts';
export type { Span } from './split-range.ts';
export { updateDashboardView } from './update-dashboard-view.ts';
export type { DashboardViewRow } from './view-rows.ts';
