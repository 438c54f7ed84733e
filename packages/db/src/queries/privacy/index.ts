export {
  deleteAccountDeletion,
  insertAccountDeletion,
  listTeamsToSettle,
  selectAccountDeletion,
} from './account-deletions.ts';
export {
  addDataExportPart,
  beginDataExport,
  countDataExports,
  failDataExport,
  finishDataExport,
  insertDataExport,
  listDataExports,
  selectDataExport,
  selectDataExportPart,
  sweepDataExports,
} from './data-exports.ts';
export {
  claimErasure,
  type ErasureOf,
  erasePerson,
  eraseTeamCounted,
  finishErasure,
  handOverTeams,
  listTeamsOfErasure,
  listTeamsWithTraces,
  listTraces,
  noteErasureStep,
  openErasures,
  redactAuditEntry,
  releaseErasure,
  saveErasureReceipt,
  selectErasure,
  selectErasureReceipt,
  withErasure,
} from './erasures.ts';
export {
  type ExportCursor,
  type ExportKind,
  exportSources,
  readExportPage,
  readOwnAuditPage,
  readOwnProfile,
} from './export-page.ts';
export {
  countOlderRuns,
  listTeamsToTrim,
  putTeamRetention,
  selectTeamRetention,
  trimTeam,
} from './retention.ts';
export type {
  AccountDeletionRow,
  ClaimedErasure,
  DataExportRow,
  ErasureRow,
  StepCounts,
  TeamRetentionRow,
} from './rows.ts';
