export { checkDatabase } from './check-database.ts';
export { type Database, openDatabase } from './database.ts';
export { withAuthService, withTenant, withTenantAtOnce, withTenantOnce, withUser } from './doors.ts';
export { removeData as removeEmbeddedPostgresData } from './embedded/places.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded/start-embedded-postgres.ts';
export type { DB } from './generated/database.ts';
export { asStored, type JsonText, json } from './json.ts';
export { isLostLease } from './lost-lease.ts';
export { type JobState, openQueuePool, type QueuePool } from './open-queue-pool.ts';
export { type PreparedDatabase, type PrepareOptions, prepareDatabase } from './prepare-database.ts';
export {
  type AgentRow,
  type AgentVersionRow,
  agentWasMade,
  deleteAgent,
  insertAgent,
  insertAgentVersion,
  listAgents,
  listAgentVersions,
  lockAgent,
  type NewAgent,
  type NewAgentVersion,
  type PinnedVersion,
  selectAgent,
  selectAgentIdByName,
  selectNewestByNames,
  selectPinnedVersion,
  selectVersionSpec,
} from './queries/agents/index.ts';
export {
  type ApiKeyRow,
  insertApiKey,
  listApiKeys,
  type NewApiKey,
  revokeApiKey,
  selectApiKeyBounds,
  type UsedApiKey,
  useApiKey,
} from './queries/api-keys/index.ts';
export {
  type ApprovalRow,
  type ApprovalVerdict,
  type AskedApproval,
  askApproval,
  countPendingApprovals,
  decideApproval,
  type ExpiredApproval,
  expireApproval,
  listApprovals,
  listExpiredApprovals,
  type NewApproval,
  selectApproval,
} from './queries/approvals/index.ts';
export {
  deleteThreadCheckpoints,
  insertCheckpoints,
  insertCheckpointWrites,
  listCheckpointIds,
  loadCheckpoint,
  pruneCheckpoints,
} from './queries/checkpoints/index.ts';
export {
  approveToolChange,
  type ConnectionChange,
  type ConnectionRow,
  deleteConnection,
  findConnectionsToRewrap,
  insertConnection,
  insertToolPins,
  listConnections,
  listSealedConnections,
  listToolChanges,
  type NewConnection,
  noteToolChange,
  rewrapConnection,
  type SealedConnectionRow,
  type SeenTool,
  selectConnection,
  selectSealedConnection,
  selectToolPins,
  type ToolChangeRow,
  type ToolPin,
  type ToolSourceKey,
  updateConnection,
} from './queries/connections/index.ts';
export {
  type DocumentFormat,
  type DocumentRow,
  deleteDocument,
  embedPassages,
  failDocument,
  finishDocument,
  insertDocument,
  listDocuments,
  listEmbeddings,
  listPassages,
  type NewDocument,
  type NewPassage,
  type PassageRow,
  searchPassagesByTrigrams,
  searchPassagesByWords,
  selectDocument,
  selectEmbeddingModel,
  selectOriginal,
  selectPassages,
} from './queries/documents/index.ts';
export { beginEffect, type EffectRow, finishEffect } from './queries/effects/index.ts';
export { type EnqueueOptions, enqueueJob } from './queries/jobs/enqueue-job.ts';
export {
  clearAgentMemories,
  forgetMemory,
  listMemories,
  type MemoryPlace,
  type MemoryRow,
  putMemory,
} from './queries/memories/index.ts';
export {
  deleteProviderKey,
  findProviderKeysToRewrap,
  findTeamOfProviderKey,
  flagProviderKey,
  insertProviderKey,
  listProviderKeys,
  listSealedProviderKeys,
  type NewProviderKey,
  type ProviderKeyChange,
  type ProviderKeyRow,
  rewrapProviderKey,
  type SealedProviderKeyRow,
  selectProviderKey,
  selectSealedProviderKey,
  updateProviderKey,
} from './queries/provider-keys/index.ts';
export { selectReceipt } from './queries/receipts/select-receipt.ts';
export {
  appendRunEvents,
  type NewRunEvent,
  type RunEventRow,
  selectRunEvents,
} from './queries/run-events/index.ts';
export {
  type ClaimedRow,
  claimRun,
  type FinishedRun,
  finishRun,
  freeDeadRun,
  insertRun,
  listRuns,
  lockRun,
  type NewRun,
  type ReceiptFactsRow,
  type RunRow,
  type RunUsageRow,
  readRunProgress,
  releaseRun,
  requestCancel,
  selectRun,
  selectRunByKey,
  suspendRun,
  takeQueuedRun,
  touchRun,
  wakeRun,
} from './queries/runs/index.ts';
export { listStaleRuns, type StaleRun } from './queries/runs/list-stale-runs.ts';
export {
  chargeLostHolds,
  listTeamsWithLostHolds,
  type ReservationRow,
  type SettlementRow,
  type SpendRefusal,
  spend,
} from './queries/spending/index.ts';
export { putTeamPolicy, selectTeamPolicy, type TeamPolicyRow } from './queries/team-policy/index.ts';
export {
  listMemberships,
  type MembershipRow,
  markTeamWelcomed,
  selectProfile,
} from './queries/teams/index.ts';
export {
  deleteThread,
  listThreadRuns,
  listThreads,
  lockThread,
  type ThreadRow,
} from './queries/threads/index.ts';
export {
  type FirstTokenRow,
  listFirstTokenTimes,
  listModelCalls,
  listUsageGroups,
  type ModelCallRow,
  selectMonthBudget,
  type UsageGroupRow,
} from './queries/usage/index.ts';
export { rejectsValues } from './rejects-values.ts';
export type { Transaction } from './tenant-transaction.ts';
export { violatesConstraint } from './violates-constraint.ts';
