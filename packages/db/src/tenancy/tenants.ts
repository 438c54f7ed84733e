import { randomInt, randomUUID } from 'node:crypto';
import {
  type AgentId,
  type AgentVersionId,
  type ApiKeyId,
  type ApprovalId,
  type CommentId,
  type CommentThreadId,
  type ConnectionId,
  type DashboardViewId,
  type DatasetId,
  type DatasetVersionId,
  type DocumentId,
  type IdeaId,
  type InvitationId,
  type LedgerEntryId,
  newId,
  type ProviderKeyId,
  type PurchaseId,
  type RunId,
  type ScheduleId,
  type SpecPatchId,
  type TeamId,
  type TeamRole,
  type TemplateId,
  type TemplateVersionId,
  type TestId,
  type TestRunId,
  type ThreadId,
  type TrialId,
  type TriggerId,
  teamRoles,
  type WebhookDeliveryId,
  type WebhookEventId,
  type WebhookId,
} from '@agent-factory/contracts';
import type pg from 'pg';
import type { KeyCaller } from './key-callers.ts';

/** A team with one user of each role, and the ids of what it owns. */
export interface Tenant {
  teamId: TeamId;
  users: Record<TeamRole, string>;
  agentId: AgentId;
  versionId: AgentVersionId;
  threadId: ThreadId;
  runId: RunId;
  providerKeyId: ProviderKeyId;
  approvalId: ApprovalId;
  connectionId: ConnectionId;
  documentId: DocumentId;
  invitationId: InvitationId;
  webhookId: WebhookId;
  webhookEventId: WebhookEventId;
  webhookDeliveryId: WebhookDeliveryId;
  viewId: DashboardViewId;
  commentThreadId: CommentThreadId;
  commentId: CommentId;
  /** Of what is added up for the dashboard. */
  seriesId: number;
  scheduleId: ScheduleId;
  triggerId: TriggerId;
  datasetId: DatasetId;
  datasetVersionId: DatasetVersionId;
  testRunId: TestRunId;
  testId: TestId;
  ideaId: IdeaId;
  specPatchId: SpecPatchId;
  trialId: TrialId;
  purchaseId: PurchaseId;
  templateId: TemplateId;
  templateVersionId: TemplateVersionId;
  ledgerEntryId: LedgerEntryId;
  /** Its API keys, which `seedTables` puts in place. */
  keys: Record<KeyCaller, ApiKeyId>;
}

/** Users as sign-up makes them; the team is the owner's personal one, which the others have joined. */
export async function seedTenants(admin: pg.ClientBase, count: number): Promise<Tenant[]> {
  const tenants: Tenant[] = [];
  for (let i = 0; i < count; i++) {
    const users: Record<TeamRole, string> = {
      owner: randomUUID(),
      admin: randomUUID(),
      editor: randomUUID(),
      viewer: randomUUID(),
    };
    for (const id of Object.values(users)) {
      await admin.query('insert into auth.users (id, email) values ($1, $2)', [id, `${id}@example.test`]);
    }
    const { rows } = await admin.query<{ id: TeamId }>('select id from public.teams where personal_of = $1', [
      users.owner,
    ]);
    const teamId = rows[0]?.id;
    if (teamId === undefined) throw new Error('the trigger on auth.users made no personal team');
    for (const role of teamRoles) {
      if (role === 'owner') continue;
      await admin.query('insert into public.team_members (team_id, user_id, role) values ($1, $2, $3)', [
        teamId,
        users[role],
        role,
      ]);
    }
    tenants.push({
      teamId,
      users,
      agentId: newId('agent'),
      versionId: newId('agentVersion'),
      threadId: newId('thread'),
      runId: newId('run'),
      providerKeyId: newId('providerKey'),
      approvalId: newId('approval'),
      connectionId: newId('connection'),
      documentId: newId('document'),
      invitationId: newId('invitation'),
      webhookId: newId('webhook'),
      webhookEventId: newId('webhookEvent'),
      webhookDeliveryId: newId('webhookDelivery'),
      viewId: newId('dashboardView'),
      commentThreadId: newId('commentThread'),
      commentId: newId('comment'),
      seriesId: randomInt(1_000_000_000, 2_000_000_000),
      scheduleId: newId('schedule'),
      triggerId: newId('trigger'),
      datasetId: newId('dataset'),
      datasetVersionId: newId('datasetVersion'),
      testRunId: newId('testRun'),
      testId: newId('test'),
      ideaId: newId('idea'),
      specPatchId: newId('specPatch'),
      trialId: newId('trial'),
      purchaseId: newId('purchase'),
      templateId: newId('template'),
      templateVersionId: newId('templateVersion'),
      ledgerEntryId: newId('ledgerEntry'),
      keys: { key: newId('apiKey'), readingKey: newId('apiKey'), idleKey: newId('apiKey') },
    });
  }
  return tenants;
}
