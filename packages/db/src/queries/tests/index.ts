export {
  type AttestationRow,
  insertAttestation,
  listNewestAttestations,
  selectAttestation,
  selectNewestAttestation,
  selectNewestTestRun,
} from './attestations.ts';
export { claimStaleTestRuns } from './claim-stale-test-runs.ts';
export { type ClaimedTrial, claimTrials } from './claim-trials.ts';
export { deleteTestRun } from './delete-test-run.ts';
export { enqueueTests } from './enqueue-tests.ts';
export { extendLeases } from './extend-leases.ts';
export { findCachedTrials } from './find-cached-trials.ts';
export { finishTestRun } from './finish-test-run.ts';
export { type FinishedTrial, finishTrials, settleTests } from './finish-trials.ts';
export { insertTestRun, type NewTest, type NewTestRun } from './insert-test-run.ts';
export { type LabelledTrialRow, labelTrial, listTrialLabels } from './label-trial.ts';
export { listTestRuns } from './list-test-runs.ts';
export { listResultsOfAgent, listTestsOfRun } from './list-tests.ts';
export { listTrials, listTrialsOfRun, type TrialRow } from './list-trials.ts';
export { listUnlabelledTrials } from './list-unlabelled-trials.ts';
export {
  type DatasetCaseRow,
  type DatasetRow,
  deleteDataset,
  listDatasetCases,
  listDatasets,
  selectDataset,
  selectDatasetVersion,
} from './read-datasets.ts';
export { releaseTrials } from './release-trials.ts';
export { requestTestCancel } from './request-test-cancel.ts';
export type { TestRow, TestRunRow } from './rows.ts';
export {
  hasDatasetVersion,
  insertDatasetVersion,
  lockDataset,
  type NewDatasetVersion,
} from './save-dataset.ts';
export { selectCeilingLeft } from './select-ceiling-left.ts';
export { selectTeamMetrics, type TeamMetricsRow } from './select-team-metrics.ts';
export { selectTest } from './select-test.ts';
export { selectTestRun } from './select-test-run.ts';
export { selectTestRunByKey } from './select-test-run-by-key.ts';
export { selectTestedVersions, type TestedVersionRow } from './select-tested-versions.ts';
export { selectTypicalTrialCost } from './select-typical-trial-cost.ts';
