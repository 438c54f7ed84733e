import { z } from 'zod';
import { auditEntryIdSchema, teamIdSchema } from './ids.ts';

/** The version of this form, in exports. */
export const auditFormat = 'agentfactory.audit/v1';

interface AuditActionRule {
  /** What kind of thing it is done to. */
  target: string;
  /** In the past tense, after the name of who did it and before that of the target. */
  says: string;
  /**
   * What of `before` and `after` is kept; all else is dropped, so a secret is kept out by not being named here. A dot
   * leads into an object: `limits.max_runs`.
   */
  keeps: readonly string[];
}

const agentFields = ['name', 'kind', 'title', 'version', 'spec_hash', 'message'] as const;
const memberFields = ['role', 'email'] as const;
const keyFields = [
  'name',
  'hint',
  'scopes',
  'agent_ids',
  'budget_usd',
  'expires_at',
  'ip_allow',
  'agent_version',
  'previous.valid_until',
] as const;
const providerKeyFields = ['vendor', 'label', 'masked', 'weight', 'status', 'base_url', 'enabled'] as const;
const connectionFields = ['kind', 'name', 'base_url', 'status', 'trusted_reads', 'replaced_secrets'] as const;
const scheduleFields = [
  'name',
  'agent_id',
  'cron',
  'time_zone',
  'enabled',
  'paused',
  'version',
  'overlap',
  'missed',
  'max_cost_usd',
] as const;
const triggerFields = ['name', 'agent_id', 'signature', 'enabled', 'version', 'old_secret_until'] as const;
const webhookFields = [
  'url',
  'description',
  'events',
  'status',
  'disabled_reason',
  'old_secret_until',
] as const;

const commentFields = ['agent_id', 'thread_id', 'mentions', 'by_another'] as const;
const viewFields = ['name', 'query', 'shared'] as const;

const templateFields = ['title', 'status', 'category', 'price_minor', 'licence', 'agent_id'] as const;

/** Every action that leaves a line in a team's audit log: one closed list. */
export const auditActions = {
  'agent.created': { target: 'agent', says: 'created the agent', keeps: agentFields },
  'agent.updated': { target: 'agent', says: 'saved a version of the agent', keeps: agentFields },
  'agent.deleted': { target: 'agent', says: 'deleted the agent', keeps: agentFields },
  'agent.label_moved': {
    target: 'agent',
    says: 'moved a label of the agent',
    keeps: ['label', 'version', 'spec_hash', 'attestation_id', 'went_back', 'reason'],
  },
  'run.started': {
    target: 'run',
    says: 'started a run',
    keeps: ['agent', 'agent_id', 'version', 'schedule_id', 'via'],
  },
  'run.cancelled': { target: 'run', says: 'cancelled the run', keeps: ['status'] },
  'approval.decided': {
    target: 'approval',
    says: 'decided the approval',
    keeps: ['state', 'about', 'name', 'run_id', 'agent_id'],
  },
  'thread.deleted': { target: 'thread', says: 'deleted the thread', keeps: [] },
  'document.uploaded': {
    target: 'document',
    says: 'uploaded the document',
    keeps: ['title', 'format', 'size_bytes'],
  },
  'document.deleted': {
    target: 'document',
    says: 'deleted the document',
    keeps: ['title', 'format', 'size_bytes'],
  },
  'key.created': { target: 'api_key', says: 'created the API key', keeps: keyFields },
  'key.updated': { target: 'api_key', says: 'changed the API key', keeps: keyFields },
  'key.rotated': { target: 'api_key', says: 'rotated the API key', keeps: keyFields },
  'key.revoked': { target: 'api_key', says: 'revoked the API key', keeps: keyFields },
  'provider_key.added': { target: 'provider_key', says: 'added the provider key', keeps: providerKeyFields },
  'provider_key.updated': {
    target: 'provider_key',
    says: 'changed the provider key',
    keeps: providerKeyFields,
  },
  'provider_key.deleted': {
    target: 'provider_key',
    says: 'deleted the provider key',
    keeps: providerKeyFields,
  },
  'connection.created': { target: 'connection', says: 'added the connection', keeps: connectionFields },
  'connection.updated': { target: 'connection', says: 'changed the connection', keeps: connectionFields },
  'connection.deleted': { target: 'connection', says: 'deleted the connection', keeps: connectionFields },
  'tool_change.approved': {
    target: 'tool',
    says: 'approved a change of the tool',
    keeps: ['source', 'url', 'tool', 'hash'],
  },
  'policy.changed': {
    target: 'team',
    says: 'changed the model policy',
    keeps: ['plan', 'allow_models', 'switched_off', 'regions', 'max_cost_usd', 'monthly_budget_usd', 'cache'],
  },
  'team.security_changed': {
    target: 'team',
    says: 'changed what sign-in is asked of members of',
    keeps: ['second_factor_from'],
  },
  'team.created': { target: 'team', says: 'created the team', keeps: ['name', 'plan'] },
  'team.renamed': { target: 'team', says: 'renamed the team', keeps: ['name'] },
  'team.deleted': { target: 'team', says: 'asked to delete the team', keeps: ['name', 'erase_at'] },
  'team.restored': { target: 'team', says: 'restored the team', keeps: ['name'] },
  'team.transferred': { target: 'team', says: 'handed over the team', keeps: ['owner', 'owner_id'] },
  'member.joined': { target: 'member', says: 'joined as', keeps: memberFields },
  'member.role_changed': { target: 'member', says: 'changed the role of', keeps: memberFields },
  'member.removed': { target: 'member', says: 'removed', keeps: memberFields },
  'member.left': { target: 'member', says: 'left as', keeps: memberFields },
  'invitation.sent': { target: 'invitation', says: 'invited', keeps: ['email', 'role', 'expires_at'] },
  'invitation.resent': {
    target: 'invitation',
    says: 'invited again',
    keeps: ['email', 'role', 'expires_at'],
  },
  'invitation.revoked': {
    target: 'invitation',
    says: 'took back the invitation of',
    keeps: ['email', 'role'],
  },
  'schedule.created': { target: 'schedule', says: 'created the schedule', keeps: scheduleFields },
  'schedule.updated': { target: 'schedule', says: 'changed the schedule', keeps: scheduleFields },
  'schedule.deleted': { target: 'schedule', says: 'deleted the schedule', keeps: scheduleFields },
  'trigger.created': { target: 'trigger', says: 'created the trigger', keeps: triggerFields },
  'trigger.updated': { target: 'trigger', says: 'changed the trigger', keeps: triggerFields },
  'trigger.secret_rotated': {
    target: 'trigger',
    says: 'rotated the secret of the trigger',
    keeps: triggerFields,
  },
  'trigger.deleted': { target: 'trigger', says: 'deleted the trigger', keeps: triggerFields },
  'webhook.created': { target: 'webhook', says: 'added the webhook', keeps: webhookFields },
  'webhook.updated': { target: 'webhook', says: 'changed the webhook', keeps: webhookFields },
  'webhook.secret_rotated': {
    target: 'webhook',
    says: 'rotated the secret of the webhook',
    keeps: webhookFields,
  },
  'webhook.disabled': { target: 'webhook', says: 'disabled the webhook', keeps: webhookFields },
  'webhook.deleted': { target: 'webhook', says: 'deleted the webhook', keeps: webhookFields },
  'webhook.replayed': { target: 'webhook', says: 'sent an event again to', keeps: ['event_id', 'type'] },
  'dataset.saved': {
    target: 'dataset',
    says: 'saved a version of the dataset',
    keeps: ['name', 'version', 'content_hash', 'cases'],
  },
  'dataset.deleted': { target: 'dataset', says: 'deleted the dataset', keeps: ['name'] },
  'test_run.cancelled': { target: 'test_run', says: 'cancelled the test run', keeps: ['name', 'status'] },
  'test_run.deleted': { target: 'test_run', says: 'deleted the test run', keeps: ['name', 'status'] },
  'trial.labelled': {
    target: 'trial',
    says: 'labelled a trial of the test run',
    keeps: ['label', 'criterion', 'test_id'],
  },
  'agent.attested': {
    target: 'agent',
    says: 'had a version attested of the agent',
    keeps: ['version', 'spec_hash', 'open', 'test_run_id', 'attestation_id'],
  },
  'patch.proposed': {
    target: 'patch',
    says: 'asked for a patch of the agent',
    keeps: ['agent_id', 'version', 'dataset_id'],
  },
  'patch.accepted': {
    target: 'patch',
    says: 'made a version of a patch of the agent',
    keeps: ['agent_id', 'version'],
  },
  'patch.discarded': { target: 'patch', says: 'discarded a patch of the agent', keeps: ['agent_id'] },
  'idea.shared': { target: 'idea', says: 'made a link to the evaluation of the idea', keeps: ['run_id'] },
  'idea.unshared': { target: 'idea', says: 'ended the link to the evaluation of the idea', keeps: [] },
  'idea.deleted': { target: 'idea', says: 'deleted the idea', keeps: ['run_id'] },
  'template.created': { target: 'template', says: 'began the template', keeps: templateFields },
  'template.updated': {
    target: 'template',
    says: 'changed the listing of the template',
    keeps: templateFields,
  },
  'template.deleted': {
    target: 'template',
    says: 'deleted the draft of the template',
    keeps: templateFields,
  },
  'template.published': {
    target: 'template',
    says: 'published a version of the template',
    keeps: ['status', 'version', 'version_id', 'agent_version', 'spec_hash', 'attestation_id', 'loosened'],
  },
  'template.unlisted': {
    target: 'template',
    says: 'took from the marketplace the template',
    keeps: ['status'],
  },
  'template.moderated': {
    target: 'template',
    says: 'decided, for this installation, about the template',
    keeps: ['decision', 'status', 'note'],
  },
  'template.reported': { target: 'template', says: 'reported the template', keeps: ['reason'] },
  'template.reviewed': { target: 'template', says: 'reviewed the template', keeps: ['rating', 'review_id'] },
  'template.review_removed': {
    target: 'template',
    says: 'took back a review of the template',
    keeps: ['review_id'],
  },
  'template.review_answered': {
    target: 'template',
    says: 'answered a review of the template',
    keeps: ['review_id'],
  },
  'template.tried': { target: 'template', says: 'tried the template', keeps: ['try_id', 'version'] },
  'template.deployed': {
    target: 'template',
    says: 'made agents of the template',
    keeps: ['agent_id', 'version', 'licence'],
  },
  'template.update_applied': {
    target: 'template',
    says: 'brought an agent up to a version of the template',
    keeps: ['agent_id', 'version', 'before_version'],
  },
  'purchase.started': {
    target: 'purchase',
    says: 'began to buy the template',
    keeps: ['template_id', 'amount_minor', 'currency'],
  },
  'purchase.refund_requested': {
    target: 'purchase',
    says: 'asked for money back of the template',
    keeps: ['refund_id', 'amount_minor', 'currency', 'reason'],
  },
  'plan.checkout_started': { target: 'team', says: 'began to subscribe to a plan for', keeps: ['plan'] },
  'plan.changed': { target: 'team', says: 'changed the plan of', keeps: ['plan'] },
  'plan.portal_opened': { target: 'team', says: 'opened the billing portal of', keeps: [] },
  'creator.onboarding_started': { target: 'team', says: 'began to set up payouts for', keeps: [] },
  'receivable.written_off': {
    target: 'team',
    says: 'wrote off what was owed by',
    keeps: ['amount_minor', 'currency', 'creator_team_id'],
  },
  'books.reconciled': {
    target: 'team',
    says: 'compared the books with Stripe, signed in with',
    keeps: ['since'],
  },
  'dashboard_view.created': { target: 'dashboard_view', says: 'saved the view', keeps: viewFields },
  'dashboard_view.updated': { target: 'dashboard_view', says: 'changed the view', keeps: viewFields },
  'dashboard_view.deleted': { target: 'dashboard_view', says: 'deleted the view', keeps: viewFields },
  // What was said stays out of the log, which nobody can change.
  'comment.added': { target: 'comment', says: 'commented on', keeps: commentFields },
  'comment.edited': { target: 'comment', says: 'changed a comment on', keeps: commentFields },
  'comment.deleted': { target: 'comment', says: 'deleted a comment on', keeps: commentFields },
  'comment_thread.resolved': {
    target: 'comment_thread',
    says: 'resolved a thread of comments on',
    keeps: commentFields,
  },
  'comment_thread.reopened': {
    target: 'comment_thread',
    says: 'reopened a thread of comments on',
    keeps: commentFields,
  },
  'retention.changed': {
    target: 'team',
    says: 'changed how long runs are kept in',
    keeps: ['runs_days', 'events_days'],
  },
  'export.requested': { target: 'export', says: 'asked for an export of their data', keeps: ['whole_teams'] },
  'export.downloaded': { target: 'export', says: 'downloaded an export of their data', keeps: [] },
  'account.deletion_requested': {
    target: 'account',
    says: 'asked to delete their account',
    keeps: ['erased_after'],
  },
  'account.deletion_cancelled': {
    target: 'account',
    says: 'withdrew the deletion of their account',
    keeps: [],
  },
  // `digest` binds what became of the entries that named the person (docs/decisions/0325).
  'person.erased': {
    target: 'member',
    says: 'took a former member out of this log:',
    keeps: ['entries', 'digest'],
  },
  'audit.exported': { target: 'team', says: 'exported the audit log', keeps: ['format', 'entries'] },
} as const satisfies Record<`${string}.${string}`, AuditActionRule>;

export type AuditAction = keyof typeof auditActions;
export const auditActionNames = Object.keys(auditActions) as readonly AuditAction[];
export type AuditTargetType = (typeof auditActions)[AuditAction]['target'];
/** The kind of thing that an action is done to. */
export type AuditTargetOf<A extends AuditAction> = (typeof auditActions)[A]['target'];

/** SHA-256 in hex. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const auditActorTypes = ['user', 'api_key', 'system'] as const;

/** What is chained: who did what to what. Names nobody but by id. */
export const auditEntrySchema = z.strictObject({
  id: auditEntryIdSchema,
  team_id: teamIdSchema,
  at: z.iso.datetime(),
  action: z.string(),
  /** The id of a system actor is the reason for which it acted. */
  actor: z.strictObject({ type: z.enum(auditActorTypes), id: z.string() }),
  target: z.strictObject({ type: z.string(), id: z.string() }),
  request_id: z.string().nullable(),
  /** SHA-256 of the canonical JSON of `details`. */
  details_sha256: sha256,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** What was said of it: names, addresses, what changed. Apart from the entry, which holds its hash. */
export const auditDetailsSchema = z.strictObject({
  actor_name: z.string().nullable(),
  target_name: z.string().nullable(),
  /** Client address and user agent of the request. */
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  before: z.record(z.string(), z.json()).nullable(),
  after: z.record(z.string(), z.json()).nullable(),
  /** 128 random bits, so that nobody learns details by guessing what has this hash. */
  salt: z.string(),
  /**
   * The later entry (`person.erased`) that took people out of these details. They no longer have the hash that their own
   * entry names; that one's digest is over them.
   */
  erased_by: auditEntryIdSchema.exactOptional(),
});
export type AuditDetails = z.infer<typeof auditDetailsSchema>;

/** One link: `hash` is the SHA-256 of the canonical JSON (RFC 8785) of `{ entry, prev, seq }`. */
export const auditLinkSchema = z.object({
  seq: z.int().min(1),
  /** The hash of the link before, 64 zeros for the first. */
  prev: sha256,
  hash: sha256,
  entry: auditEntrySchema,
  details: auditDetailsSchema,
});
export type AuditLink = z.infer<typeof auditLinkSchema>;

/** The first line of an export: where the chain ended then, signed like a receipt. */
export const auditHeaderSchema = z.strictObject({
  format: z.literal(auditFormat),
  team_id: teamIdSchema,
  /** How many entries the chain had. */
  seq: z.int().min(0),
  /** Of the last of them. */
  hash: sha256,
  at: z.iso.datetime(),
  /** Thumbprint (RFC 7638) of the key that signed; see `/v1/receipts/keys`. */
  key_id: z.string(),
  /** Ed25519 over the canonical JSON (RFC 8785) of all but this and `filters`, in base64url. */
  signature: z.string(),
  /** What the entries were chosen by; null for all of them. */
  filters: z.record(z.string(), z.string()).nullable(),
});

/** `head`: the chain does not end where it is known to. */
const auditFaults = ['edited', 'deleted', 'reordered', 'truncated', 'head'] as const;
export const auditFaultSchema = z.object({
  kind: z.enum(auditFaults),
  /** Where in the chain. */
  seq: z.int(),
  /** For a person. */
  says: z.string(),
});
export type AuditFault = z.infer<typeof auditFaultSchema>;

export const auditVerdictSchema = z.object({
  intact: z.boolean(),
  /** How many links were good, from the first on. */
  entries: z.int(),
  /** Of the last good one; 64 zeros if there is none. */
  hash: sha256,
  /** The first thing that is wrong; null for an intact log. */
  fault: auditFaultSchema.nullable(),
  checked_at: z.iso.datetime(),
});
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;

const values = z.record(z.string(), z.json()).nullable();

export const auditEntryViewSchema = z.object({
  id: auditEntryIdSchema,
  /** Its place in the chain, from 1. */
  seq: z.int(),
  at: z.iso.datetime(),
  action: z.string(),
  /** The action in words, between who did it and what it was done to. */
  says: z.string(),
  actor: z.object({ type: z.enum(auditActorTypes), id: z.string(), name: z.string().nullable() }),
  target: z.object({ type: z.string(), id: z.string(), name: z.string().nullable() }),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  request_id: z.string().nullable(),
  /** What it was and what it became, as far as the action's list of fields goes. */
  before: values,
  after: values,
  hash: sha256,
});
export type AuditEntryView = z.infer<typeof auditEntryViewSchema>;

export const auditActorsViewSchema = z.object({
  items: z.array(z.object({ type: z.enum(auditActorTypes), id: z.string(), name: z.string().nullable() })),
  /** What can stand in a log. */
  actions: z.array(z.object({ action: z.string(), says: z.string() })),
});
export type AuditActorsView = z.infer<typeof auditActorsViewSchema>;
