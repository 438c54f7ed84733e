import { randomBytes, randomUUID } from 'node:crypto';
import { type AttestationId, newId, type Scope } from '@agent-factory/contracts';
import { type KeyCaller, scopesOfKey } from './key-callers.ts';
import type { Tenant } from './tenants.ts';

export const verbs = ['select', 'insert', 'update', 'delete'] as const;
export type Verb = (typeof verbs)[number];

/** Who tries: roles of members, API keys, the worker, the auth service, and the roles that are to get nothing. */
export const callers = [
  'owner',
  'admin',
  'editor',
  'viewer',
  'key',
  'readingKey',
  'idleKey',
  'worker',
  'auth',
  'app',
  'queue',
  'anon',
  'authenticated',
] as const;
export type Caller = (typeof callers)[number];

export interface TableCase {
  /** What a tenant has in this table before anybody tries anything; the trigger made the rows of some. */
  seed?(tenant: Tenant): Record<string, unknown> | Record<string, unknown>[];
  /** One more row of that tenant, which only grants and policies keep from being inserted. */
  another(tenant: Tenant): Record<string, unknown>;
  /** Which rows are the tenant's; $1 is its team, $2 its users. `team_id = $1` if left out. */
  own?: string;
  /** Narrows what a verb is tried on among the own rows, where trying all of them means something else. */
  only?: Partial<Record<Verb, string>>;
  /** Each person sees one row, their own, of those of the tenant. */
  personal?: true;
  /** Who may do what with rows of the own team. Nobody may do anything with another's. */
  allowed: Partial<Record<Verb, readonly Caller[]>>;
}

const everyMember = ['owner', 'admin', 'editor', 'viewer'] as const;
const keys = ['key', 'readingKey'] as const;
const editors = ['owner', 'admin', 'editor'] as const;
const admins = ['owner', 'admin'] as const;

/** Every table of ours, by schema and name. A table that is missing here fails the suite. */
export const tableCases: Record<string, TableCase> = {
  'public.profiles': {
    another: ({ users }) => ({ id: users.owner, name: 'Again' }),
    own: 'id = any ($2)',
    allowed: { select: everyMember, update: everyMember },
  },
  'public.teams': {
    another: () => ({ id: newId('team'), name: 'Another' }),
    own: 'id = $1',
    allowed: { select: [...everyMember, ...keys, 'idleKey', 'worker'], update: [...admins, 'key'] },
  },
  'public.team_members': {
    another: ({ teamId, users }) => ({ team_id: teamId, user_id: users.viewer, role: 'viewer' }),
    // All at once would leave the team without an owner; so: who may remove the viewer?
    only: { delete: "role = 'viewer'" },
    allowed: { select: everyMember, insert: admins, update: admins, delete: ['owner', 'admin', 'viewer'] },
  },
  'public.invitations': {
    seed: ({ teamId, invitationId }) => invitationRow(invitationId, teamId, 'seeded'),
    another: ({ teamId }) => invitationRow(newId('invitation'), teamId, 'another'),
    allowed: { select: admins, insert: admins, update: admins },
  },
  'public.api_keys': {
    seed: ({ teamId, keys }) =>
      keyCallers.map((caller) => apiKeyRow(keys[caller], teamId, scopesOfKey[caller])),
    another: ({ teamId }) => apiKeyRow(newId('apiKey'), teamId, ['agents:read']),
    allowed: {
      select: [...admins, ...keys, 'worker'],
      insert: [...admins, 'key'],
      update: [...admins, 'key'],
    },
  },
  'public.agents': {
    seed: ({ agentId, teamId }) => agentRow(agentId, teamId, 'seeded'),
    another: ({ teamId }) => agentRow(newId('agent'), teamId, 'another'),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key'],
      update: [...editors, 'key'],
    },
  },
  'public.agent_versions': {
    seed: (tenant) => versionRow(tenant, tenant.versionId, 1),
    another: (tenant) => versionRow(tenant, newId('agentVersion'), 2),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: [...editors, 'key'] },
  },
  'public.threads': {
    seed: ({ threadId, teamId, agentId }) => ({ id: threadId, team_id: teamId, agent_id: agentId }),
    another: ({ teamId, agentId }) => ({ id: newId('thread'), team_id: teamId, agent_id: agentId }),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key', 'worker'],
      update: [...editors, 'key'],
      delete: [...editors, 'key'],
    },
  },
  'public.memories': {
    seed: ({ teamId, agentId }) => ({ team_id: teamId, agent_id: agentId, key: 'seeded', value: 'Seeded' }),
    another: ({ teamId, agentId }) => ({ team_id: teamId, agent_id: agentId, key: 'other', value: 'Other' }),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: ['worker'],
      update: ['worker'],
      delete: [...editors, 'key', 'worker'],
    },
  },
  'public.documents': {
    seed: ({ teamId, documentId }) => documentRow(documentId, teamId),
    another: ({ teamId }) => documentRow(newId('document'), teamId),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key'],
      update: ['worker'],
      delete: [...editors, 'key'],
    },
  },
  'public.passages': {
    seed: ({ teamId, documentId }) => passageRow(teamId, documentId, 0),
    another: ({ teamId, documentId }) => passageRow(teamId, documentId, 1),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: ['worker'],
      update: ['worker'],
      delete: ['worker'],
    },
  },
  'public.runs': {
    seed: (tenant) => runRow(tenant, tenant.runId),
    another: (tenant) => runRow(tenant, newId('run')),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key'],
      update: [...editors, 'key', 'worker'],
    },
  },
  'public.run_events': {
    seed: ({ runId, teamId }) => ({ run_id: runId, team_id: teamId, seq: 1, data: '{}' }),
    another: ({ runId, teamId }) => ({ run_id: runId, team_id: teamId, seq: 2, data: '{}' }),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'] },
  },
  'public.receipts': {
    seed: ({ runId, teamId }) => receiptRow(runId, teamId),
    another: ({ teamId }) => receiptRow(newId('run'), teamId),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'] },
  },
  'public.approvals': {
    seed: (tenant) => approvalRow(tenant, tenant.approvalId, 'seeded'),
    another: (tenant) => approvalRow(tenant, newId('approval'), 'another'),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'], update: ['worker'] },
  },
  'public.tool_effects': {
    seed: (tenant) => toolEffectRow(tenant, 'seeded'),
    another: (tenant) => toolEffectRow(tenant, 'another'),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'], update: ['worker'] },
  },
  'public.provider_keys': {
    seed: ({ teamId, providerKeyId }) => providerKeyRow(providerKeyId, teamId),
    another: ({ teamId }) => providerKeyRow(newId('providerKey'), teamId),
    allowed: {
      select: [...admins, ...keys, 'worker'],
      insert: [...admins, 'key'],
      update: [...admins, 'key', 'worker'],
      delete: [...admins, 'key'],
    },
  },
  'public.connections': {
    seed: ({ teamId, connectionId }) => connectionRow(connectionId, teamId, 'seeded'),
    another: ({ teamId }) => connectionRow(newId('connection'), teamId, 'another'),
    allowed: {
      select: [...admins, ...keys, 'worker'],
      insert: [...admins, 'key'],
      update: [...admins, 'key', 'worker'],
      delete: [...admins, 'key'],
    },
  },
  'public.tool_pins': {
    seed: ({ teamId }) => toolPinRow(teamId, 'seeded'),
    another: ({ teamId }) => toolPinRow(teamId, 'another'),
    allowed: {
      select: [...admins, ...keys, 'worker'],
      insert: ['worker'],
      update: [...admins, 'key', 'worker'],
    },
  },
  'public.schedules': {
    seed: ({ teamId, agentId, scheduleId }) => scheduleRow(scheduleId, teamId, agentId),
    another: ({ teamId, agentId }) => scheduleRow(newId('schedule'), teamId, agentId),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key'],
      update: [...editors, 'key', 'worker'],
      delete: [...editors, 'key'],
    },
  },
  'public.triggers': {
    seed: ({ teamId, agentId, triggerId }) => triggerRow(triggerId, teamId, agentId),
    another: ({ teamId, agentId }) => triggerRow(newId('trigger'), teamId, agentId),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key'],
      update: [...editors, 'key', 'worker'],
      delete: [...editors, 'key'],
    },
  },
  'public.trigger_deliveries': {
    seed: ({ teamId, triggerId }) => deliveryRow(teamId, triggerId, 'seeded'),
    another: ({ teamId, triggerId }) => deliveryRow(teamId, triggerId, 'another'),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'], delete: ['worker'] },
  },
  'public.datasets': {
    seed: ({ teamId, agentId, datasetId }) => datasetRow(datasetId, teamId, agentId, 'seeded'),
    another: ({ teamId, agentId }) => datasetRow(newId('dataset'), teamId, agentId, 'another'),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key'],
      update: [...editors, 'key'],
      delete: [...editors, 'key'],
    },
  },
  'public.dataset_versions': {
    seed: ({ teamId, datasetId, datasetVersionId }) =>
      datasetVersionRow(datasetVersionId, teamId, datasetId, 1),
    another: ({ teamId, datasetId }) => datasetVersionRow(newId('datasetVersion'), teamId, datasetId, 2),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: [...editors, 'key'] },
  },
  'public.dataset_cases': {
    seed: (tenant) => datasetCaseRow(tenant, 0),
    another: (tenant) => datasetCaseRow(tenant, 1),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: [...editors, 'key'] },
  },
  'public.test_runs': {
    seed: ({ teamId, agentId, testRunId }) => testRunRow(testRunId, teamId, agentId),
    another: ({ teamId, agentId }) => testRunRow(newId('testRun'), teamId, agentId),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key', 'worker'],
      update: [...editors, 'key', 'worker'],
      delete: [...editors, 'key'],
    },
  },
  'public.tests': {
    seed: (tenant) => testRow(tenant, tenant.testId, 0),
    another: (tenant) => testRow(tenant, newId('test'), 1),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key', 'worker'],
      update: ['worker'],
    },
  },
  'public.test_trials': {
    seed: (tenant) => trialRow(tenant, tenant.trialId, 0),
    another: (tenant) => trialRow(tenant, newId('trial'), 1),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key', 'worker'],
      update: ['worker'],
    },
  },
  'public.trial_labels': {
    seed: (tenant) => labelRow(tenant, 'seeded'),
    another: (tenant) => labelRow(tenant, 'another'),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key'],
      update: [...editors, 'key'],
      delete: [...editors, 'key'],
    },
  },
  'public.attestations': {
    seed: (tenant) => attestationRow(tenant, attestationIdOf(tenant)),
    another: (tenant) => attestationRow(tenant, newId('attestation')),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'] },
  },
  'public.agent_label_moves': {
    seed: ({ teamId, agentId }) => labelMoveRow(teamId, agentId, 1),
    another: ({ teamId, agentId }) => labelMoveRow(teamId, agentId, 2),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'] },
  },
  'public.agent_documents': {
    seed: ({ teamId, agentId, users }) => ({
      ...agentDocumentRow(teamId, agentId),
      document_id: users.owner,
      last_seq: 1,
    }),
    another: ({ teamId, agentId }) => agentDocumentRow(teamId, agentId),
    allowed: {
      select: [...everyMember, 'worker'],
      insert: ['worker'],
      update: [...editors, 'worker'],
    },
  },
  'public.agent_document_updates': {
    seed: ({ teamId, agentId, users }) => documentUpdateRow(teamId, agentId, 1, users.owner),
    // A person in their own name, the worker in nobody's.
    another: ({ teamId, agentId, users }) => documentUpdateRow(teamId, agentId, 2, users.owner),
    allowed: { select: [...everyMember, 'worker'], insert: ['owner', 'worker'], delete: ['worker'] },
  },
  'public.live_tickets': {
    seed: ({ teamId, agentId, users }) =>
      Object.values(users).map((id) => liveTicketRow(id, teamId, agentId, id)),
    another: ({ teamId, agentId, users }) => liveTicketRow(randomUUID(), teamId, agentId, users.owner),
    personal: true,
    allowed: { select: everyMember, insert: ['owner'], delete: everyMember },
  },
  'public.spec_comment_threads': {
    seed: (tenant) => [
      commentThreadRow(tenant, tenant.commentThreadId),
      { ...commentThreadRow(tenant, newId('commentThread')), quote: 'empty' },
    ],
    another: (tenant) => commentThreadRow(tenant, newId('commentThread')),
    // Begun by the owner; one goes with its last comment.
    only: { delete: "quote = 'empty'" },
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      ...{ insert: ['owner'], update: editors, delete: everyMember },
    },
  },
  'public.spec_comments': {
    seed: (tenant) => commentRow(tenant, tenant.commentId),
    another: (tenant) => commentRow(tenant, newId('comment')),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      ...{ insert: ['owner'], update: ['owner'], delete: admins },
    },
  },
  'public.spec_comment_mentions': {
    seed: (tenant) => mentionRow(tenant, tenant.users.editor),
    another: (tenant) => mentionRow(tenant, tenant.users.viewer),
    allowed: { select: [...everyMember, ...keys], insert: ['owner'], delete: ['owner'] },
  },
  'public.spec_comment_reads': {
    seed: (tenant) => Object.values(tenant.users).map((id) => commentReadRow(tenant, id)),
    another: (tenant) => commentReadRow(tenant, tenant.users.owner),
    personal: true,
    allowed: { select: everyMember, insert: ['owner'], update: everyMember },
  },
  'public.spec_patches': {
    // What a member may make of it and what the worker may.
    seed: (tenant) => ({
      ...specPatchRow(tenant, tenant.specPatchId),
      status: 'discarded',
      finished_at: '2026-11-21',
    }),
    another: (tenant) => specPatchRow(tenant, newId('specPatch')),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: ['worker'],
      update: [...editors, 'key', 'worker'],
    },
  },
  'public.sealed_looks': {
    seed: ({ teamId, specPatchId }) => sealedLookRow(teamId, specPatchId, 1),
    another: ({ teamId }) => sealedLookRow(teamId, newId('specPatch'), 2),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'] },
  },
  'public.ideas': {
    seed: (tenant) => ideaRow(tenant, tenant.ideaId, tenant.runId),
    another: (tenant) => ideaRow(tenant, newId('idea'), newId('run')),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key'],
      update: [...editors, 'key', 'worker'],
      delete: [...editors, 'key'],
    },
  },
  // The books and what they are about: the clerk writes, members read what is their team's.
  'public.ledger_entries': {
    seed: ({ ledgerEntryId }) => entryRow(ledgerEntryId, 'seeded'),
    another: () => entryRow(newId('ledgerEntry'), randomUUID()),
    own: `exists (select from public.ledger_postings p where p.entry_id = id and p.creator_team_id = $1)`,
    allowed: { select: [...admins, ...keys] },
  },
  'public.ledger_postings': {
    seed: (tenant) => [
      postingRow(tenant, 0, 'creator_payable', -70),
      postingRow(tenant, 1, 'creator_receivable', 70),
    ],
    another: (tenant) => postingRow(tenant, 2, 'creator_payable', 1),
    own: 'creator_team_id = $1',
    allowed: { select: [...admins, ...keys] },
  },
  'public.purchases': {
    seed: (tenant) => purchaseRow(tenant, tenant.purchaseId),
    another: (tenant) => purchaseRow(tenant, newId('purchase')),
    own: 'buyer_team_id = $1',
    allowed: { select: [...everyMember, ...keys] },
  },
  'public.refunds': {
    seed: (tenant) => refundRow(tenant),
    another: (tenant) => refundRow(tenant),
    own: 'buyer_team_id = $1',
    allowed: { select: [...everyMember, ...keys] },
  },
  'public.disputes': {
    another: ({ purchaseId }) => ({
      id: randomUUID(),
      purchase_id: purchaseId,
      amount_minor: 1,
      currency: 'usd',
      reason: 'fraudulent',
      status: 'needs_response',
      opened_at: '2026-11-01',
    }),
    own: 'true',
    allowed: {},
  },
  'public.creator_accounts': {
    seed: ({ teamId }) => ({ creator_team_id: teamId, stripe_account_id: `acct_${teamId}` }),
    another: () => ({ creator_team_id: newId('team'), stripe_account_id: randomUUID() }),
    own: 'creator_team_id = $1',
    allowed: { select: [...admins, ...keys] },
  },
  'public.transfers': {
    seed: (tenant) => transferRow(tenant),
    another: (tenant) => transferRow(tenant),
    own: 'creator_team_id = $1',
    allowed: { select: [...admins, ...keys] },
  },
  'public.payouts': {
    seed: ({ teamId }) => payoutRow(teamId),
    another: ({ teamId }) => payoutRow(teamId),
    own: 'creator_team_id = $1',
    allowed: { select: [...admins, ...keys] },
  },
  'public.billing_customers': {
    seed: ({ teamId }) => ({ team_id: teamId, stripe_customer_id: `cus_${teamId}` }),
    another: ({ teamId }) => ({ team_id: teamId, stripe_customer_id: randomUUID() }),
    allowed: { select: [...admins, ...keys] },
  },
  'public.subscriptions': {
    seed: ({ teamId }) => subscriptionRow(teamId, `sub_${teamId}`),
    another: ({ teamId }) => subscriptionRow(teamId, randomUUID()),
    allowed: { select: [...admins, ...keys] },
  },
  // Stripe's and the platform's own: nobody's in particular.
  'public.stripe_events': {
    another: () => ({ id: randomUUID(), type: 'charge.succeeded', happened_at: '2026-11-01' }),
    own: 'true',
    allowed: {},
  },
  'public.reconciliations': {
    another: () => ({ id: newId('reconciliation'), since: '2026-11-01', until: '2026-11-02' }),
    own: 'true',
    allowed: {},
  },
  'public.reconciliation_differences': {
    another: () => ({
      reconciliation_id: newId('reconciliation'),
      position: 0,
      kind: 'amount_differs',
      balance_transaction: 'txn_1',
    }),
    own: 'true',
    allowed: {},
  },
  'public.templates': {
    seed: (tenant) => templateRow(tenant, tenant.templateId),
    another: (tenant) => templateRow(tenant, newId('template')),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...editors, 'key'],
      update: [...editors, 'key', 'worker'],
      delete: [...editors, 'key'],
    },
  },
  'public.template_versions': {
    seed: (tenant) => templateVersionRow(tenant, tenant.templateVersionId, 1),
    another: (tenant) => templateVersionRow(tenant, newId('templateVersion'), 2),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'], update: ['worker'] },
  },
  'public.template_contents': {
    seed: (tenant) => templateContentRow(tenant, 0),
    another: (tenant) => templateContentRow(tenant, 1),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'] },
  },
  'public.template_pictures': {
    seed: (tenant) => templatePictureRow(tenant, 0),
    another: (tenant) => templatePictureRow(tenant, 1),
    allowed: {
      select: [...everyMember, ...keys],
      insert: [...editors, 'key'],
      update: [...editors, 'key'],
      delete: [...editors, 'key'],
    },
  },
  // Of a template that another team offers and this one owns.
  'public.template_reviews': {
    seed: (tenant) => templateReviewRow(tenant, tenant.users.owner),
    another: (tenant) => templateReviewRow(tenant, tenant.users.owner, newId('template')),
    // Who did not write it can neither change nor remove it, and who owns nothing has nothing to say.
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      update: ['owner'],
      delete: ['owner'],
    },
  },
  'public.template_reports': {
    seed: ({ teamId, users }) => templateReportRow(teamId, users.owner),
    another: ({ teamId, users }) => templateReportRow(teamId, users.owner),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['owner'], update: ['worker'] },
  },
  'public.template_tries': {
    seed: (tenant) => templateTryRow(tenant, 1),
    another: (tenant) => templateTryRow(tenant, 2),
    allowed: { select: [...everyMember, ...keys, 'worker'], insert: ['worker'], update: ['worker'] },
  },
  'public.template_deployments': {
    seed: (tenant) => deploymentRow(tenant),
    another: (tenant) => ({ ...deploymentRow(tenant), agent_id: newId('agent') }),
    // Nobody makes agents of what their team does not own.
    allowed: { select: [...everyMember, ...keys, 'worker'] },
  },
  'public.audit_entries': {
    seed: (tenant) => auditRow(tenant, 'seeded'),
    // What the owner did, which nobody else may say.
    another: (tenant) => auditRow(tenant, 'another'),
    allowed: { select: [...admins, ...keys, 'worker'], insert: ['owner', 'worker'] },
  },
  'public.audit_heads': {
    // Seeded by the trigger that chains the entries.
    another: ({ teamId }) => ({ team_id: teamId }),
    allowed: { select: [...admins, ...keys, 'worker'] },
  },
  'public.webhook_endpoints': {
    seed: ({ teamId, webhookId }) => webhookRow(webhookId, teamId),
    another: ({ teamId }) => webhookRow(newId('webhook'), teamId),
    allowed: {
      select: [...admins, ...keys, 'worker'],
      insert: [...admins, 'key'],
      update: [...admins, 'key', 'worker'],
      delete: [...admins, 'key'],
    },
  },
  'public.webhook_events': {
    seed: ({ teamId, webhookEventId }) => webhookEventRow(webhookEventId, teamId),
    another: ({ teamId }) => webhookEventRow(newId('webhookEvent'), teamId),
    allowed: { select: [...admins, ...keys, 'worker'] },
  },
  'public.webhook_deliveries': {
    seed: (tenant) => webhookDeliveryRow(tenant, tenant.webhookDeliveryId),
    another: (tenant) => webhookDeliveryRow(tenant, newId('webhookDelivery')),
    allowed: { select: [...admins, ...keys, 'worker'], update: ['worker'] },
  },
  'public.webhook_attempts': {
    seed: (tenant) => attemptRow(tenant, 1),
    another: (tenant) => attemptRow(tenant, 2),
    allowed: { select: [...admins, ...keys, 'worker'], insert: ['worker'] },
  },
  'public.team_policies': {
    seed: ({ teamId }) => ({ team_id: teamId }),
    another: ({ teamId }) => ({ team_id: teamId }),
    allowed: {
      select: [...everyMember, ...keys, 'worker'],
      insert: [...admins, 'key'],
      update: [...admins, 'key'],
    },
  },
  'public.key_guesses': {
    // Of nobody: written by one function alone.
    another: () => ({ subject: randomBytes(32), hits: 1, expires_at: '2999-01-01' }),
    own: 'true',
    allowed: {},
  },
  // A person's, whichever team they act in.
  'public.data_exports': {
    seed: ({ users }) =>
      Object.values(users).map((id) => ({ id: exportIdOf(id), user_id: id, status: 'failed' })),
    another: ({ users }) => ({ id: newId('dataExport'), user_id: users.owner }),
    own: 'user_id = any ($2)',
    personal: true,
    allowed: { select: everyMember, insert: ['owner'], update: everyMember },
  },
  'public.data_export_parts': {
    seed: ({ users }) => Object.values(users).map((id) => exportPartRow(id, 0)),
    another: ({ users }) => exportPartRow(users.owner, 1),
    own: 'user_id = any ($2)',
    personal: true,
    allowed: { select: everyMember, insert: ['owner'], delete: everyMember },
  },
  'public.account_deletions': {
    seed: ({ users: { owner: _, ...others } }) =>
      Object.values(others).map((id) => ({ user_id: id, erase_after: '2999-01-01' })),
    another: ({ users }) => ({ user_id: users.owner, erase_after: '2999-01-01' }),
    own: 'user_id = any ($2)',
    personal: true,
    allowed: {
      select: ['admin', 'editor', 'viewer'],
      insert: ['owner'],
      delete: ['admin', 'editor', 'viewer'],
    },
  },
  'public.erasures': {
    seed: ({ teamId }) => erasureRow(teamId, 'team'),
    another: ({ teamId }) => erasureRow(teamId, 'account'),
    own: 'subject = $1',
    allowed: { select: ['worker'], update: ['worker'] },
  },
  'public.run_deltas': {
    seed: ({ teamId, agentId }) => runDeltaRow(teamId, agentId),
    another: ({ teamId, agentId }) => runDeltaRow(teamId, agentId),
    allowed: { select: [...everyMember, ...keys, 'worker'] },
  },
  'public.run_series': {
    seed: ({ teamId, seriesId }) => ({ id: seriesId, team_id: teamId, cube: 0 }),
    another: ({ teamId }) => ({ team_id: teamId, cube: 1, agent_id: 'another' }),
    allowed: { select: [...everyMember, ...keys, 'worker'] },
  },
  'public.run_cells': {
    seed: (tenant) => runCellRow(tenant, '2026-11-21'),
    another: (tenant) => runCellRow(tenant, '2026-11-22'),
    allowed: { select: [...everyMember, ...keys, 'worker'] },
  },
  'public.dashboard_views': {
    seed: ({ teamId, users, viewId }) => viewRow(viewId, teamId, users.owner),
    another: ({ teamId, users }) => viewRow(newId('dashboardView'), teamId, users.owner),
    // Shared, so that everybody reads it, and admins may remove what another shared.
    allowed: { select: everyMember, insert: ['owner'], update: ['owner'], delete: admins },
  },
  'public.team_retention': {
    seed: ({ teamId }) => ({ team_id: teamId, runs_days: 90 }),
    another: ({ teamId }) => ({ team_id: teamId, runs_days: 90 }),
    allowed: { select: everyMember, insert: admins, update: admins },
  },
  'public.team_security': {
    seed: ({ teamId }) => ({ team_id: teamId, second_factor_from: '2999-01-01' }),
    another: ({ teamId }) => ({ team_id: teamId, second_factor_from: '2999-01-01' }),
    allowed: { select: everyMember, insert: ['owner'], update: ['owner'], delete: ['owner'] },
  },
  'public.budgets': {
    seed: ({ teamId }) => ({ team_id: teamId, kind: 'team', subject_id: teamId, period: '2026-11' }),
    another: ({ teamId }) => ({ team_id: teamId, kind: 'team', subject_id: teamId, period: '2026-12' }),
    allowed: { select: [...everyMember, ...keys, 'worker'] },
  },
  'public.holds': {
    seed: ({ teamId }) => holdRow(teamId),
    another: ({ teamId }) => holdRow(teamId),
    allowed: {},
  },
  'public.model_calls': {
    seed: ({ teamId }) => modelCallRow(teamId),
    another: ({ teamId }) => modelCallRow(teamId),
    allowed: { select: [...everyMember, ...keys, 'worker'] },
  },
  'public.template_words': {
    // Words of what is listed, of no team: written by a trigger and read by the search alone.
    another: () => ({ word: randomUUID().replaceAll('-', '') }),
    own: 'true',
    allowed: {},
  },
  'public.quota_rules': {
    // One row for the whole deployment, which nobody of the application touches.
    another: () => ({ default_plan: 'free', plans: '{}' }),
    own: 'true',
    allowed: {},
  },
  'public.quota_counts': {
    // Seeded by the triggers that count.
    another: ({ teamId }) => ({ team_id: teamId, period_start: '2026-11-01', part: 99 }),
    allowed: { select: [...everyMember, ...keys, 'worker'] },
  },
  'public.quota_warnings': {
    seed: ({ teamId }) => quotaWarningRow(teamId, 'runs'),
    another: ({ teamId }) => quotaWarningRow(teamId, 'tokens'),
    allowed: { select: [...everyMember, ...keys, 'worker'], update: ['worker'] },
  },
  'orchestration.checkpoints': {
    seed: (tenant) => checkpointRow(tenant, '1'),
    another: (tenant) => checkpointRow(tenant, '2'),
    allowed: { select: ['worker'], insert: ['worker'], delete: ['worker'] },
  },
  'orchestration.checkpoint_writes': {
    seed: (tenant) => checkpointWriteRow(tenant, '1'),
    another: (tenant) => checkpointWriteRow(tenant, '2'),
    allowed: { select: ['worker'], insert: ['worker'], update: ['worker'], delete: ['worker'] },
  },
};

/** The auth service's own schema: whatever stands in it, every other caller is refused outright. */
export const authSchema = 'auth';

const keyCallers = Object.keys(scopesOfKey) as KeyCaller[];

function apiKeyRow(id: string, teamId: string, granted: readonly Scope[]): Record<string, unknown> {
  return {
    id,
    team_id: teamId,
    name: 'Key',
    hint: 'abcd',
    secret_hash: randomBytes(32),
    scopes: granted,
    acts_as: 'admin',
  };
}

function invitationRow(id: string, teamId: string, name: string): Record<string, unknown> {
  return {
    id,
    team_id: teamId,
    email: `${name}-${teamId}@example.test`,
    role: 'viewer',
    token_hash: randomBytes(32),
    expires_at: '2999-01-01',
  };
}

function providerKeyRow(id: string, teamId: string): Record<string, unknown> {
  return {
    id,
    team_id: teamId,
    vendor: 'openai',
    label: 'Ours',
    masked: 'sk-…abcd',
    envelope: Buffer.from('sealed'),
    key_version: 'old',
  };
}

function connectionRow(id: string, teamId: string, place: string): Record<string, unknown> {
  return {
    id,
    team_id: teamId,
    kind: 'mcp',
    name: 'Ours',
    base_url: `https://${place}.example.test/mcp`,
    envelope: Buffer.from('sealed'),
    key_version: 'old',
  };
}

function scheduleRow(id: string, teamId: string, agentId: string): Record<string, unknown> {
  return {
    id,
    team_id: teamId,
    agent_id: agentId,
    name: 'Nightly',
    cron: '0 3 * * *',
    time_zone: 'UTC',
    input: '{}',
    enabled: true,
    next_at: '2999-01-01',
  };
}

function triggerRow(id: string, teamId: string, agentId: string): Record<string, unknown> {
  return {
    id,
    team_id: teamId,
    agent_id: agentId,
    name: 'From outside',
    scheme: 'standard',
    mapping: '{"body_as":"event"}',
    envelope: Buffer.from('sealed'),
    key_version: 'old',
    secret_hint: 'abcd',
  };
}

function deliveryRow(teamId: string, triggerId: string, deliveryId: string): Record<string, unknown> {
  return {
    team_id: teamId,
    trigger_id: triggerId,
    delivery_id: deliveryId,
    verdict: 'refused',
    size_bytes: 1,
  };
}

function auditRow({ teamId, users }: Tenant, name: string): Record<string, unknown> {
  const id = newId('auditEntry');
  const actor = { type: 'user', id: users.owner };
  const entry = { id, team_id: teamId, action: 'team.renamed', actor, target: { type: 'team', id: teamId } };
  return {
    id,
    team_id: teamId,
    entry: JSON.stringify(entry),
    details: JSON.stringify({ target_name: name }),
    created_at: '2026-11-21',
  };
}

function runDeltaRow(teamId: string, agentId: string): Record<string, unknown> {
  const row = { team_id: teamId, agent_id: agentId, sign: 1, created_at: '2026-11-21', status: 'succeeded' };
  return { ...row, tokens_input: 1, tokens_output: 1, cost_nano_usd: 1 };
}

function runCellRow({ teamId, seriesId }: Tenant, at: string): Record<string, unknown> {
  const row = { team_id: teamId, cube: 0, level: 3, starts_at: at, series_id: seriesId };
  const sums = { tokens_input: 1, tokens_output: 1, cost_nano_usd: 1, durations: [5], duration_runs: [1] };
  return { ...row, ...sums, succeeded: 1, failed: 0, refused: 0, cancelled: 0 };
}

function viewRow(id: string, teamId: string, ownerId: string): Record<string, unknown> {
  return { id, team_id: teamId, owner_id: ownerId, name: 'Seeded', query: 'range=7d', shared: true };
}

function webhookRow(id: string, teamId: string): Record<string, unknown> {
  return {
    id,
    team_id: teamId,
    url: 'https://hooks.example.test/',
    events: ['run.finished'],
    envelope: Buffer.from('sealed'),
    key_version: 'old',
    secret_hint: 'abcd',
  };
}

function webhookEventRow(id: string, teamId: string): Record<string, unknown> {
  return { id, team_id: teamId, type: 'run.finished', payload: '{}' };
}

function webhookDeliveryRow(
  { teamId, webhookId, webhookEventId }: Tenant,
  id: string,
): Record<string, unknown> {
  const row = { id, team_id: teamId, endpoint_id: webhookId, event_id: webhookEventId };
  return { ...row, next_attempt_at: '2999-01-01' };
}

function attemptRow({ teamId, webhookDeliveryId }: Tenant, number: number): Record<string, unknown> {
  const row = { team_id: teamId, delivery_id: webhookDeliveryId, number };
  return { ...row, started_at: '2026-11-21', duration_ms: 1 };
}

function toolPinRow(teamId: string, tool: string): Record<string, unknown> {
  return {
    team_id: teamId,
    source: 'mcp',
    url: 'https://mcp.example.test/mcp',
    tool,
    hash: '0'.repeat(64),
    definition: '{}',
  };
}

function documentRow(id: string, teamId: string): Record<string, unknown> {
  return {
    id,
    team_id: teamId,
    title: 'Plan',
    format: 'text',
    size_bytes: 1,
    content_hash: randomBytes(32),
    original: Buffer.from('x'),
  };
}

function passageRow(teamId: string, documentId: string, position: number): Record<string, unknown> {
  const body = 'The seeded plan.';
  return { team_id: teamId, document_id: documentId, position, heading: '', body, search: 'seeded plan' };
}

function agentRow(id: string, teamId: string, name: string): Record<string, unknown> {
  return { id, team_id: teamId, name, kind: 'Agent', title: 'Title', description: '', latest_version: 1 };
}

function versionRow({ teamId, agentId }: Tenant, id: string, version: number): Record<string, unknown> {
  return { id, team_id: teamId, agent_id: agentId, version, spec: '---', spec_hash: '0'.repeat(64) };
}

function runRow(tenant: Tenant, id: string): Record<string, unknown> {
  return {
    id,
    team_id: tenant.teamId,
    agent_id: tenant.agentId,
    agent_version_id: tenant.versionId,
    version: 1,
    spec_hash: '0'.repeat(64),
    thread_id: tenant.threadId,
    input: '{}',
  };
}

function receiptRow(runId: string, teamId: string): Record<string, unknown> {
  return { run_id: runId, team_id: teamId, key_id: 'key', body: '{}' };
}

function approvalRow({ teamId, runId, agentId }: Tenant, id: string, key: string): Record<string, unknown> {
  return {
    id,
    team_id: teamId,
    run_id: runId,
    agent_id: agentId,
    key,
    about: 'tool',
    name: 'send',
    value: '{}',
    on_timeout: 'deny',
    expires_at: '2999-01-01',
  };
}

function toolEffectRow({ teamId, runId }: Tenant, key: string): Record<string, unknown> {
  return { team_id: teamId, run_id: runId, key, tool: 'send', effect: 'write', fence: 0 };
}

function quotaWarningRow(teamId: string, kind: string): Record<string, unknown> {
  return {
    team_id: teamId,
    kind,
    subject_id: teamId,
    period_start: '2026-11-01',
    resets_at: '2026-12-01',
    limit_amount: 10,
    used_amount: 8,
  };
}

function holdRow(teamId: string): Record<string, unknown> {
  return { ...callOf(teamId), amount_nano_usd: 5, expires_at: '2999-01-01' };
}

function modelCallRow(teamId: string): Record<string, unknown> {
  return {
    ...callOf(teamId),
    outcome: 'answered',
    tokens_input: 1,
    tokens_cached_input: 0,
    tokens_cache_write: 0,
    tokens_output: 1,
    tokens_reasoning: 0,
    cost_nano_usd: 5,
    reserved_nano_usd: 5,
    estimated: false,
    duration_ms: 1,
  };
}

function callOf(teamId: string): Record<string, unknown> {
  return {
    id: newId('modelCall'),
    team_id: teamId,
    purpose: 'seeded',
    attempt_number: 1,
    provider: 'openai',
    model: 'openai/some',
    payer: 'platform',
  };
}

function checkpointRow({ teamId, threadId }: Tenant, id: string): Record<string, unknown> {
  return { team_id: teamId, thread_id: threadId, namespace: '', checkpoint_id: id, depth: 0, body: '{}' };
}

function checkpointWriteRow(tenant: Tenant, id: string): Record<string, unknown> {
  const { team_id, thread_id, namespace, checkpoint_id, body } = checkpointRow(tenant, id);
  return { team_id, thread_id, namespace, checkpoint_id, task_id: 't', place: 0, channel: 'c', body };
}

function datasetRow(id: string, teamId: string, agentId: string, name: string): Record<string, unknown> {
  return { id, team_id: teamId, agent_id: agentId, name };
}

function datasetVersionRow(
  id: string,
  teamId: string,
  datasetId: string,
  version: number,
): Record<string, unknown> {
  const content_hash = String(version).repeat(64);
  return { id, team_id: teamId, dataset_id: datasetId, version, content_hash, cases: 1 };
}

function datasetCaseRow({ teamId, datasetVersionId }: Tenant, position: number): Record<string, unknown> {
  return {
    ...{ team_id: teamId, dataset_version_id: datasetVersionId, position },
    ...{ name: `case ${position}`, split: 'train', body: '{}' },
  };
}

function testRunRow(id: string, teamId: string, agentId: string): Record<string, unknown> {
  return {
    ...{ id, team_id: teamId, agent_id: agentId, kind: 'batch', name: 'A batch', settings: '{}' },
    ...{ tests: 1, trials: 1, limit_nano_usd: 0 },
  };
}

function testRow(tenant: Tenant, id: string, position: number): Record<string, unknown> {
  const { teamId, agentId, versionId, testRunId } = tenant;
  return {
    ...{ id, team_id: teamId, test_run_id: testRunId, agent_id: agentId, agent_version_id: versionId },
    ...{ version: 1, spec_hash: '0'.repeat(64), position, name: 'A test', input: '{}', assertions: '[]' },
    trials: 1,
  };
}

function trialRow(tenant: Tenant, id: string, index: number): Record<string, unknown> {
  const { teamId, agentId, testRunId, testId } = tenant;
  return {
    ...{ id, team_id: teamId, test_run_id: testRunId, test_id: testId, agent_id: agentId },
    trial_index: index,
  };
}

function labelRow({ teamId, agentId, trialId }: Tenant, criterion: string): Record<string, unknown> {
  return {
    ...{ id: newId('trialLabel'), team_id: teamId, agent_id: agentId, trial_id: trialId, criterion },
    label: 'pass',
  };
}

function specPatchRow(
  { teamId, agentId, versionId, datasetId, datasetVersionId }: Tenant,
  id: string,
): Record<string, unknown> {
  return {
    ...{ id, team_id: teamId, agent_id: agentId, agent_version_id: versionId, version: 1 },
    ...{ dataset_id: datasetId, dataset_version_id: datasetVersionId, limit_nano_usd: 0 },
  };
}

function sealedLookRow(teamId: string, patchId: string, look: number): Record<string, unknown> {
  return { team_id: teamId, sealed_hash: '0'.repeat(64), look, patch_id: patchId };
}

function ideaRow({ teamId, agentId }: Tenant, id: string, runId: string): Record<string, unknown> {
  return { id, team_id: teamId, agent_id: agentId, run_id: runId, idea: 'seeded' };
}

function labelMoveRow(teamId: string, agentId: string, move: number): Record<string, unknown> {
  return { team_id: teamId, agent_id: agentId, label: 'staging', move, version: 1 };
}

/** Of the one that each tenant is seeded with. */
export function attestationIdOf({ agentId }: Pick<Tenant, 'agentId'>): AttestationId {
  return `att_${agentId.slice('agt_'.length)}`;
}

function attestationRow({ teamId, agentId }: Tenant, id: string): Record<string, unknown> {
  return {
    ...{ id, team_id: teamId, agent_id: agentId, spec_hash: '0'.repeat(64) },
    ...{ open: true, body: '{}' },
  };
}

function exportIdOf(userId: string): string {
  return `exp_${userId.replaceAll('-', '').slice(0, 26)}`;
}

function exportPartRow(userId: string, position: number) {
  return { export_id: exportIdOf(userId), user_id: userId, position, body: Buffer.from('seeded') };
}

function erasureRow(teamId: string, kind: 'team' | 'account') {
  const subject_sha256 = '0'.repeat(64);
  return { id: newId('erasure'), kind, subject: teamId, subject_sha256, requested_at: '2026-11-21' };
}

function entryRow(id: string, causeId: string) {
  return { id, cause: 'sale', cause_id: causeId === 'seeded' ? id : causeId, occurred_at: '2026-11-01' };
}

function postingRow(
  { teamId, ledgerEntryId }: Tenant,
  position: number,
  account: string,
  amount_minor: number,
) {
  return {
    entry_id: ledgerEntryId,
    position,
    account,
    creator_team_id: teamId,
    currency: 'usd',
    amount_minor,
  };
}

function templateRow({ teamId, agentId }: Tenant, id: string) {
  return { id, team_id: teamId, agent_id: agentId, title: 'Seeded', summary: 'Seeded', category: 'other' };
}

function templateVersionRow({ teamId, templateId }: Tenant, id: string, number: number) {
  return {
    ...{ id, team_id: teamId, template_id: templateId, number, kind: 'Agent', agent_version: 1 },
    ...{ spec_hash: '0'.repeat(64), content_hash: '0'.repeat(64), permissions: '{}' },
  };
}

function templateContentRow({ teamId, templateId, templateVersionId }: Tenant, position: number) {
  return {
    ...{ team_id: teamId, template_id: templateId, version_id: templateVersionId, position },
    ...{
      name: 'seeded',
      title: 'Seeded',
      description: '',
      kind: 'Agent',
      spec: 'x',
      spec_hash: '0'.repeat(64),
    },
  };
}

function templatePictureRow({ teamId, templateId }: Tenant, position: number) {
  return {
    ...{ team_id: teamId, template_id: templateId, position, media_type: 'image/png', alt: 'Seeded' },
    ...{ body: Buffer.from('seeded'), content_hash: '0'.repeat(64) },
  };
}

function templateReviewRow({ teamId }: Tenant, userId: string, templateId: string = newId('template')) {
  return {
    ...{
      id: newId('templateReview'),
      team_id: teamId,
      template_id: templateId,
      creator_team_id: newId('team'),
    },
    ...{ user_id: userId, rating: 5 },
  };
}

function templateReportRow(teamId: string, userId: string) {
  return {
    ...{ id: newId('templateReport'), team_id: teamId, template_id: newId('template'), user_id: userId },
    ...{ reason: 'other', details: 'Seeded' },
  };
}

function templateTryRow({ teamId, templateVersionId }: Tenant, number: number) {
  return {
    ...{
      id: newId('templateTry'),
      team_id: teamId,
      template_id: newId('template'),
      version_id: templateVersionId,
    },
    ...{ creator_team_id: newId('team'), number, input: '{}' },
  };
}

function deploymentRow({ teamId, agentId, templateId, templateVersionId }: Tenant) {
  return {
    ...{ team_id: teamId, agent_id: agentId, root_agent_id: agentId, template_id: templateId },
    ...{ version_id: templateVersionId, version_number: 1, position: 1, licence: 'use', royalty_bps: 0 },
    spec_hash: '0'.repeat(64),
  };
}

function purchaseRow({ teamId }: Tenant, id: string) {
  return {
    id,
    buyer_team_id: teamId,
    template_id: newId('template'),
    template_version_id: newId('templateVersion'),
    seller_team_id: newId('team'),
    title: 'Seeded',
    amount_minor: 100,
    currency: 'usd',
  };
}

function refundRow({ teamId, purchaseId }: Tenant) {
  return {
    id: newId('refund'),
    purchase_id: purchaseId,
    buyer_team_id: teamId,
    amount_minor: 1,
    currency: 'usd',
    reason: 'buyer',
  };
}

function transferRow({ teamId, purchaseId }: Tenant) {
  return {
    id: newId('transfer'),
    creator_team_id: teamId,
    purchase_id: purchaseId,
    kind: 'transfer',
    amount_minor: 1,
    currency: 'usd',
  };
}

function payoutRow(teamId: string) {
  return {
    id: randomUUID(),
    creator_team_id: teamId,
    amount_minor: 1,
    currency: 'usd',
    status: 'paid',
    arrives_at: '2026-11-02',
    created_at: '2026-11-01',
  };
}

function subscriptionRow(team_id: string, stripe_subscription_id: string) {
  return {
    team_id,
    stripe_subscription_id,
    plan: 'pro',
    status: 'active',
    current_period_start: '2026-11-01',
    current_period_end: '2026-12-01',
  };
}

function agentDocumentRow(teamId: string, agentId: string): Record<string, unknown> {
  return {
    team_id: teamId,
    agent_id: agentId,
    base_version: 1,
    snapshot: Buffer.from([0, 0]),
    stored_bytes: 2,
  };
}

function documentUpdateRow(
  teamId: string,
  agentId: string,
  seq: number,
  madeBy: string,
): Record<string, unknown> {
  return { team_id: teamId, agent_id: agentId, seq, bytes: Buffer.from([0, 0]), made_by: madeBy };
}

function liveTicketRow(id: string, teamId: string, agentId: string, userId: string): Record<string, unknown> {
  return { id, team_id: teamId, agent_id: agentId, user_id: userId, expires_at: '2999-01-01' };
}

function commentThreadRow({ teamId, agentId, users }: Tenant, id: string): Record<string, unknown> {
  return { id, team_id: teamId, agent_id: agentId, quote: 'limits:', created_by: users.owner };
}

function commentRow(
  { teamId, agentId, users, commentThreadId }: Tenant,
  id: string,
): Record<string, unknown> {
  const place = { team_id: teamId, agent_id: agentId, thread_id: commentThreadId };
  return { id, ...place, author_id: users.owner, body: 'Why so many?' };
}

function mentionRow({ teamId, agentId, commentId }: Tenant, userId: string): Record<string, unknown> {
  return { team_id: teamId, agent_id: agentId, comment_id: commentId, user_id: userId };
}

function commentReadRow({ teamId, commentThreadId }: Tenant, userId: string): Record<string, unknown> {
  return { team_id: teamId, thread_id: commentThreadId, user_id: userId, read_at: '2026-11-21' };
}
