export { type Actor, type Scope, scopes, type TeamRole, teamRoles } from './actor.ts';
export {
  type AgentSaved,
  type AgentSummary,
  type AgentVersionView,
  type AgentView,
  agentSavedSchema,
  agentSummarySchema,
  agentVersionViewSchema,
  agentViewSchema,
  pageInputSchema,
  pageOf,
  type SpecInput,
  saveAgentInputSchema,
  specInputSchema,
} from './agent.ts';
export {
  type ApiKeyCreated,
  type ApiKeyView,
  apiKeyCreatedSchema,
  apiKeyViewSchema,
  type CreateApiKeyInput,
  createApiKeyInputSchema,
  scopeSchema,
} from './api-key.ts';
export { AppError, type ErrorCode, errorCodes, isAppError } from './app-error.ts';
export {
  type Diagnostic,
  diagnosticSchema,
  type Position,
  positionSchema,
  type Range,
  rangeSchema,
} from './diagnostic.ts';
export {
  type AgentId,
  type AgentVersionId,
  type ApiKeyId,
  type ApprovalId,
  type ConnectionId,
  type DocumentId,
  type Id,
  type IdKind,
  idPrefixes,
  isId,
  type ModelCallId,
  type ProviderKeyId,
  type RunId,
  type ScheduleId,
  type TeamId,
  type ThreadId,
  type TriggerId,
} from './id.ts';
export {
  agentIdSchema,
  agentVersionIdSchema,
  apiKeyIdSchema,
  approvalIdSchema,
  connectionIdSchema,
  documentIdSchema,
  modelCallIdSchema,
  newId,
  providerKeyIdSchema,
  runIdSchema,
  scheduleIdSchema,
  teamIdSchema,
  threadIdSchema,
  triggerIdSchema,
  userIdSchema,
} from './ids.ts';
export { type JobName, type JobPayload, jobPayloads } from './job.ts';
export { nanoUsdPerUsd, nanoUsdToUsd, usdToNanoUsd } from './money.ts';
export {
  type Plan,
  planSchema,
  plans,
  type SetTeamPolicyInput,
  setTeamPolicyInputSchema,
  type TeamPolicyView,
  teamPolicyViewSchema,
} from './plan.ts';
export { type Problem, type ProblemCode, problemCodes, problemSchema } from './problem.ts';
export {
  type AddProviderKeyInput,
  addProviderKeyInputSchema,
  type KeyVendor,
  keyVendorSchema,
  keyVendors,
  type ProviderKeyStatus,
  type ProviderKeyView,
  providerKeyStatuses,
  providerKeyViewSchema,
  type UpdateProviderKeyInput,
  updateProviderKeyInputSchema,
} from './provider-key.ts';
export {
  type ExplainRouteInput,
  explainRouteInputSchema,
  type ModelHealthView,
  type ModelView,
  modelHealthSchema,
  modelViewSchema,
  type RouteVerdictView,
  type RouteView,
  routeViewSchema,
} from './route.ts';
export {
  listRunsInputSchema,
  type RunError,
  type RunView,
  runErrorSchema,
  runStatusSchema,
  runViewSchema,
  type StartRunInput,
  startRunInputSchema,
  type TokenUsage,
  tokenUsageSchema,
} from './run.ts';
export {
  type ApprovalState,
  approvalStateSchema,
  approvalStates,
  type Boundary,
  boundaries,
  boundarySchema,
  type InvariantAction,
  invariantActionSchema,
  invariantActions,
  type RunEvent,
  type RunEventData,
  type RunEventType,
  runEventDataSchema,
  runEventSchema,
} from './run-event.ts';
export {
  type FinalRunStatus,
  finalRunStatuses,
  isFinalRunStatus,
  type RunStatus,
  runStatuses,
} from './run-status.ts';
export {
  listUsageInputSchema,
  type UsageRow,
  type UsageSummary,
  usageRowSchema,
  usageSummaryInputSchema,
  usageSummarySchema,
} from './usage.ts';
