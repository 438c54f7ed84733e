import {
  addProviderKeyInputSchema,
  agentSavedSchema,
  agentSummarySchema,
  agentVersionViewSchema,
  agentViewSchema,
  apiKeyCreatedSchema,
  apiKeyViewSchema,
  approvalViewSchema,
  approveToolChangeInputSchema,
  attestationSchema,
  batchTestsInputSchema,
  connectionsViewSchema,
  connectionViewSchema,
  createApiKeyInputSchema,
  createConnectionInputSchema,
  createScheduleInputSchema,
  createTriggerInputSchema,
  datasetCaseViewSchema,
  datasetSavedSchema,
  datasetViewSchema,
  decideApprovalInputSchema,
  diagnosticSchema,
  documentTextSchema,
  documentUploadedSchema,
  documentViewSchema,
  draftSpecInputSchema,
  explainRouteInputSchema,
  gateViewSchema,
  hookAnswerSchema,
  invariantTrialSchema,
  keyVendorSchema,
  offeredToolsSchema,
  pageOf,
  passagesSchema,
  passageViewSchema,
  problemSchema,
  providerKeyViewSchema,
  rangeSchema,
  receiptKeysSchema,
  receiptSchema,
  receiptVerdictSchema,
  requestRateViewSchema,
  rotateTriggerInputSchema,
  routeViewSchema,
  runEventSchema,
  runTestInputSchema,
  runViewSchema,
  saveAgentInputSchema,
  saveDatasetInputSchema,
  schedulesSchema,
  scheduleViewSchema,
  searchDocumentsInputSchema,
  setTeamPolicyInputSchema,
  specDraftSchema,
  specInputSchema,
  startRunInputSchema,
  teamPolicyViewSchema,
  testProgressSchema,
  testRunStartedSchema,
  testRunViewSchema,
  testSummarySchema,
  testViewSchema,
  threadSummarySchema,
  threadViewSchema,
  toolChangesSchema,
  trialIdSchema,
  triggerDeliveriesSchema,
  triggerSecretViewSchema,
  triggersSchema,
  triggerViewSchema,
  tryInvariantBodySchema,
  updateConnectionInputSchema,
  updateProviderKeyInputSchema,
  updateScheduleInputSchema,
  updateTriggerInputSchema,
  usageRowSchema,
  usageSummarySchema,
} from '@agent-factory/contracts';
import { z } from 'zod';

export const updateAgentBodySchema = saveAgentInputSchema.extend({
  /** The version that the change started from. */
  base_version: z.int().min(1).optional(),
});
export const validateBodySchema = z.strictObject({ spec: specInputSchema });
export const specValidationSchema = z.object({
  valid: z.boolean(),
  diagnostics: z.array(diagnosticSchema),
  /** sha256 of the canonical form; null while the spec has an error. */
  spec_hash: z.string().nullable(),
});
export const agentPageSchema = pageOf(agentSummarySchema);
export const agentVersionsSchema = z.object({ items: z.array(agentVersionViewSchema) });

export const runBodySchema = startRunInputSchema.safeExtend({
  /** Answer with server-sent events instead of waiting for the end. */
  stream: z.boolean().default(false),
});
export const runPageSchema = pageOf(runViewSchema);
export const testRunPageSchema = pageOf(testRunViewSchema);
export const testPageSchema = z.object({
  items: z.array(testSummarySchema),
  /** Of all pages. */
  total: z.int().min(0),
  limit: z.int(),
  offset: z.int(),
});
export const datasetsSchema = z.object({ items: z.array(datasetViewSchema) });
export const datasetCasePageSchema = z.object({
  items: z.array(datasetCaseViewSchema),
  total: z.int().min(0),
  limit: z.int(),
  offset: z.int(),
});
export const trialLabelledSchema = z.object({ trial_id: trialIdSchema, label: z.enum(['pass', 'fail']) });
export const documentPageSchema = pageOf(documentViewSchema);
const writtenDocumentSchema = z.strictObject({
  /** Its name, whose ending says what it is: `handbook.md`. */
  name: z.string().min(1).max(1_000),
  text: z.string().min(1),
});
/** A file as its bytes, or text with a name. */
export const newDocumentSchema = z.union([z.instanceof(Buffer), writtenDocumentSchema]);
export const threadPageSchema = pageOf(threadSummarySchema);
export const usagePageSchema = pageOf(usageRowSchema);
export const apiKeysSchema = z.object({
  rate: requestRateViewSchema,
  items: z.array(apiKeyViewSchema),
});
export const providerKeysSchema = z.object({
  items: z.array(providerKeyViewSchema),
  vendors: z.array(keyVendorSchema),
});
export const approvalPageSchema = pageOf(approvalViewSchema);
export const runEventsSchema = z.object({ items: z.array(runEventSchema) });

const partSchema = z.object({
  name: z.enum(['database', 'queue', 'models', 'redis']),
  status: z.enum(['ok', 'failed', 'not_configured']),
  detail: z.string(),
  version: z.string().nullable(),
});
export const healthSchema = z.object({
  status: z.enum(['ok', 'failed']),
  version: z.string(),
  node: z.string(),
  mode: z.enum(['local', 'production']),
  uptime_s: z.int().min(0),
  parts: z.array(partSchema),
});
export const readySchema = z.object({ ready: z.boolean() });
export const pingSchema = z.object({ pong: z.literal(true) });

/** The named schemas of the API description; every other schema appears in place. */
export const namedSchemas = {
  Problem: problemSchema,
  Diagnostic: diagnosticSchema,
  Range: rangeSchema,
  SaveAgent: saveAgentInputSchema,
  UpdateAgent: updateAgentBodySchema,
  ValidateSpec: validateBodySchema,
  SpecValidation: specValidationSchema,
  DraftSpec: draftSpecInputSchema,
  SpecDraft: specDraftSchema,
  TryInvariant: tryInvariantBodySchema,
  InvariantTrial: invariantTrialSchema,
  AgentSaved: agentSavedSchema,
  Agent: agentViewSchema,
  AgentSummary: agentSummarySchema,
  AgentPage: agentPageSchema,
  AgentVersion: agentVersionViewSchema,
  AgentVersions: agentVersionsSchema,
  StartRun: runBodySchema,
  Run: runViewSchema,
  RunPage: runPageSchema,
  RunEvent: runEventSchema,
  RunEvents: runEventsSchema,
  SaveDataset: saveDatasetInputSchema,
  Dataset: datasetViewSchema,
  DatasetSaved: datasetSavedSchema,
  DatasetCase: datasetCaseViewSchema,
  Gate: gateViewSchema,
  Attestation: attestationSchema,
  RunTest: runTestInputSchema,
  BatchTests: batchTestsInputSchema,
  Test: testViewSchema,
  TestSummary: testSummarySchema,
  TestPage: testPageSchema,
  TestRun: testRunViewSchema,
  TestRunPage: testRunPageSchema,
  TestRunStarted: testRunStartedSchema,
  TestProgress: testProgressSchema,
  ThreadSummary: threadSummarySchema,
  NewDocument: writtenDocumentSchema,
  Document: documentViewSchema,
  DocumentPage: documentPageSchema,
  DocumentText: documentTextSchema,
  DocumentUploaded: documentUploadedSchema,
  Passage: passageViewSchema,
  Passages: passagesSchema,
  SearchDocuments: searchDocumentsInputSchema,
  CreateSchedule: createScheduleInputSchema,
  UpdateSchedule: updateScheduleInputSchema,
  Schedule: scheduleViewSchema,
  Schedules: schedulesSchema,
  CreateTrigger: createTriggerInputSchema,
  UpdateTrigger: updateTriggerInputSchema,
  RotateTrigger: rotateTriggerInputSchema,
  Trigger: triggerViewSchema,
  TriggerWithSecret: triggerSecretViewSchema,
  Triggers: triggersSchema,
  TriggerDeliveries: triggerDeliveriesSchema,
  HookAnswer: hookAnswerSchema,
  ThreadPage: threadPageSchema,
  Thread: threadViewSchema,
  Receipt: receiptSchema,
  ReceiptKeys: receiptKeysSchema,
  ReceiptVerdict: receiptVerdictSchema,
  CreateConnection: createConnectionInputSchema,
  UpdateConnection: updateConnectionInputSchema,
  Connection: connectionViewSchema,
  Connections: connectionsViewSchema,
  OfferedTools: offeredToolsSchema,
  ToolChanges: toolChangesSchema,
  ApproveToolChange: approveToolChangeInputSchema,
  Approval: approvalViewSchema,
  ApprovalPage: approvalPageSchema,
  DecideApproval: decideApprovalInputSchema,
  CreateApiKey: createApiKeyInputSchema,
  ApiKey: apiKeyViewSchema,
  ApiKeyCreated: apiKeyCreatedSchema,
  ApiKeys: apiKeysSchema,
  AddProviderKey: addProviderKeyInputSchema,
  UpdateProviderKey: updateProviderKeyInputSchema,
  ProviderKey: providerKeyViewSchema,
  ProviderKeys: providerKeysSchema,
  ExplainRoute: explainRouteInputSchema,
  Route: routeViewSchema,
  UsageSummary: usageSummarySchema,
  UsageRow: usageRowSchema,
  UsagePage: usagePageSchema,
  TeamPolicy: teamPolicyViewSchema,
  SetTeamPolicy: setTeamPolicyInputSchema,
  Health: healthSchema,
  Ready: readySchema,
  Ping: pingSchema,
} as const satisfies Record<string, z.ZodType>;
