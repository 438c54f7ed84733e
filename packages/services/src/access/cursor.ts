import {
  type AgentId,
  AppError,
  type ApprovalId,
  type AuditEntryId,
  agentIdSchema,
  approvalIdSchema,
  auditEntryIdSchema,
  type CommentThreadId,
  commentThreadIdSchema,
  type DocumentId,
  documentIdSchema,
  type IdeaId,
  ideaIdSchema,
  type LedgerEntryId,
  ledgerEntryIdSchema,
  type ModelCallId,
  modelCallIdSchema,
  type PurchaseId,
  purchaseIdSchema,
  type RunId,
  runIdSchema,
  type TemplateId,
  type TemplateReviewId,
  type TestRunId,
  type ThreadId,
  templateIdSchema,
  templateReviewIdSchema,
  testRunIdSchema,
  threadIdSchema,
  type WebhookDeliveryId,
  webhookDeliveryIdSchema,
} from '@agent-factory/contracts';

const idSchemas = {
  agent: agentIdSchema,
  run: runIdSchema,
  modelCall: modelCallIdSchema,
  approval: approvalIdSchema,
  thread: threadIdSchema,
  commentThread: commentThreadIdSchema,
  document: documentIdSchema,
  auditEntry: auditEntryIdSchema,
  webhookDelivery: webhookDeliveryIdSchema,
  testRun: testRunIdSchema,
  idea: ideaIdSchema,
  purchase: purchaseIdSchema,
  ledgerEntry: ledgerEntryIdSchema,
  template: templateIdSchema,
  templateReview: templateReviewIdSchema,
};
type Listed = {
  agent: AgentId;
  run: RunId;
  modelCall: ModelCallId;
  approval: ApprovalId;
  thread: ThreadId;
  commentThread: CommentThreadId;
  document: DocumentId;
  auditEntry: AuditEntryId;
  webhookDelivery: WebhookDeliveryId;
  testRun: TestRunId;
  idea: IdeaId;
  purchase: PurchaseId;
  ledgerEntry: LedgerEntryId;
  template: TemplateId;
  templateReview: TemplateReviewId;
};

/**
 * Keyset cursors: the id of a page's last item names the place after it. Opaque to callers; the query that
 * uses it looks the id up in the reader's own team, so that another team's id leads nowhere.
 */
function encodeCursor(id: string): string {
  return Buffer.from(`after ${id}`).toString('base64url');
}

/** Throws `invalid_input` for anything that no page of this kind handed out. */
export function decodeCursor<K extends keyof Listed>(cursor: string, kind: K): Listed[K] {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const parsed = idSchemas[kind].safeParse(text.slice('after '.length));
  if (!parsed.success || encodeCursor(parsed.data) !== cursor) {
    throw new AppError('invalid_input', 'cursor: take it unchanged from "next_cursor" of the page before.');
  }
  return parsed.data as Listed[K];
}

/** Splits `limit + 1` rows into a page and the cursor of the next one, which is null at the end. */
export function pageFrom<R extends { id: string }, T>(
  rows: readonly R[],
  limit: number,
  view: (row: R) => T,
): { items: T[]; next_cursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(view),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(last.id) : null,
  };
}
