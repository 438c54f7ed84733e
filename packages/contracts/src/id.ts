/**
 * Every id says what it names: `run_01k…`. The part after the underscore is a UUIDv7 (RFC 9562) in
 * Crockford base 32, lower case, 26 characters, so ids of one kind sort by the time they were made.
 */
export const idPrefixes = {
  team: 'team',
  agent: 'agt',
  agentVersion: 'ver',
  thread: 'thr',
  run: 'run',
  apiKey: 'key',
  providerKey: 'pky',
  modelCall: 'call',
  approval: 'apr',
  connection: 'con',
  document: 'doc',
  schedule: 'sch',
  trigger: 'trg',
  invitation: 'inv',
  auditEntry: 'aud',
  webhook: 'whk',
  webhookEvent: 'evt',
  webhookDelivery: 'whd',
  dataExport: 'exp',
  erasure: 'era',
  dataset: 'dst',
  datasetVersion: 'dsv',
  testRun: 'tsr',
  test: 'tst',
  trial: 'trl',
  trialLabel: 'lbl',
  attestation: 'att',
  idea: 'ide',
  specPatch: 'pat',
  reflection: 'rfl',
  specDraft: 'drf',
  counterexampleSearch: 'cxs',
  template: 'tpl',
  templateVersion: 'tpv',
  templateReview: 'rev',
  templateTry: 'try',
  templateReport: 'rpt',
  purchase: 'pur',
  refund: 'rfd',
  transfer: 'trf',
  ledgerEntry: 'led',
  reconciliation: 'rec',
  dashboardView: 'dbv',
  commentThread: 'cth',
  comment: 'cmt',
} as const;

export type IdKind = keyof typeof idPrefixes;
export type Id<K extends IdKind> = `${(typeof idPrefixes)[K]}_${string}`;
export type TeamId = Id<'team'>;
export type AgentId = Id<'agent'>;
export type AgentVersionId = Id<'agentVersion'>;
export type ThreadId = Id<'thread'>;
export type RunId = Id<'run'>;
export type ApiKeyId = Id<'apiKey'>;
export type ProviderKeyId = Id<'providerKey'>;
export type ModelCallId = Id<'modelCall'>;
export type ApprovalId = Id<'approval'>;
export type ConnectionId = Id<'connection'>;
export type DocumentId = Id<'document'>;
export type ScheduleId = Id<'schedule'>;
export type TriggerId = Id<'trigger'>;
export type InvitationId = Id<'invitation'>;
export type AuditEntryId = Id<'auditEntry'>;
export type WebhookId = Id<'webhook'>;
export type WebhookEventId = Id<'webhookEvent'>;
export type WebhookDeliveryId = Id<'webhookDelivery'>;
export type DataExportId = Id<'dataExport'>;
export type ErasureId = Id<'erasure'>;
export type DatasetId = Id<'dataset'>;
export type DatasetVersionId = Id<'datasetVersion'>;
export type TestRunId = Id<'testRun'>;
export type TestId = Id<'test'>;
export type TrialId = Id<'trial'>;
export type TrialLabelId = Id<'trialLabel'>;
export type AttestationId = Id<'attestation'>;
export type IdeaId = Id<'idea'>;
export type SpecPatchId = Id<'specPatch'>;
export type ReflectionId = Id<'reflection'>;
export type CounterexampleSearchId = Id<'counterexampleSearch'>;
export type TemplateId = Id<'template'>;
export type TemplateVersionId = Id<'templateVersion'>;
export type TemplateReviewId = Id<'templateReview'>;
export type TemplateTryId = Id<'templateTry'>;
export type TemplateReportId = Id<'templateReport'>;
export type PurchaseId = Id<'purchase'>;
export type RefundId = Id<'refund'>;
export type TransferId = Id<'transfer'>;
export type LedgerEntryId = Id<'ledgerEntry'>;
export type ReconciliationId = Id<'reconciliation'>;
export type DashboardViewId = Id<'dashboardView'>;
export type CommentThreadId = Id<'commentThread'>;
export type CommentId = Id<'comment'>;

/** The form of an id of one kind. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${idPrefixes[kind]}_[0-9a-hjkmnp-tv-z]{26}$`);
}

/** Whether a value has the form of an id; for the browser, where a schema library would weigh more than the page. */
export function isId<K extends IdKind>(kind: K, value: unknown): value is Id<K> {
  return typeof value === 'string' && idPattern(kind).test(value);
}
