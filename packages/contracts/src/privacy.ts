import { z } from 'zod';
import { dataExportIdSchema, erasureIdSchema, teamIdSchema } from './ids.ts';

/** The version of the layout of an archive; its README.md describes it. */
export const exportFormat = 'agentfactory.export/v1';
/** How long an archive can be downloaded. */
export const exportKeptDays = 7;
/** For how long a person can change their mind about deleting their account. */
export const accountGraceDays = 30;

/** `removed`: it was ready once, and its time is over. */
export const dataExportStatuses = ['queued', 'running', 'ready', 'failed', 'removed'] as const;

export const startExportInputSchema = z.strictObject({
  /**
   * Teams that you own and want whole. Your personal team is whole in any case; of the others, what you made and did.
   */
  whole_teams: z.array(teamIdSchema).max(50).default([]),
});
export type StartExportInput = z.input<typeof startExportInputSchema>;

export const dataExportSchema = z.object({
  id: dataExportIdSchema,
  status: z.enum(dataExportStatuses),
  whole_teams: z.array(teamIdSchema),
  /** How much is written so far. */
  rows: z.int(),
  size_bytes: z.int(),
  /** Of the archive, in hex; null until it is ready. */
  sha256: z.string().nullable(),
  /** Why it failed. */
  error: z.string().nullable(),
  requested_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  /** Until then it can be downloaded. */
  expires_at: z.iso.datetime().nullable(),
});
export type DataExport = z.infer<typeof dataExportSchema>;

export const exportIdInputSchema = z.strictObject({ id: dataExportIdSchema });

export const accountStateSchema = z.object({
  /** What has to be typed to delete the account. */
  name: z.string(),
  /** Null while nobody asked. */
  deletion: z.object({ requested_at: z.iso.datetime(), erased_after: z.iso.datetime() }).nullable(),
  /** Teams with others in them that would be left without an owner: these come first. */
  settle_first: z.array(z.object({ id: teamIdSchema, name: z.string(), personal: z.boolean() })),
});
export type AccountState = z.infer<typeof accountStateSchema>;

/** What cannot be taken back by a click is typed: the account's address, as it is shown. */
export const deleteAccountInputSchema = z.strictObject({ confirm_name: z.string() });

const days = z.int().min(1).max(3650).nullable();

/** How long a team keeps what its runs said; null keeps it. */
export const retentionRuleSchema = z
  .strictObject({
    /** Days after which the content of runs goes: inputs, outputs, approvals, memory of their threads. */
    runs_days: days,
    /** Days after which their events go; the run's own end counts too. */
    events_days: days,
  })
  .refine(
    (rule) => rule.runs_days === null || rule.events_days === null || rule.events_days <= rule.runs_days,
    {
      path: ['events_days'],
      error: 'events are not kept longer than their runs: choose at most runs_days',
    },
  );
export type RetentionRule = z.infer<typeof retentionRuleSchema>;

export const retentionViewSchema = z.object({
  runs_days: z.int().nullable(),
  events_days: z.int().nullable(),
  /** Null while nobody chose anything. */
  set_at: z.iso.datetime().nullable(),
});
export type RetentionView = z.infer<typeof retentionViewSchema>;

/** What a rule would take away now. */
export const retentionPreviewSchema = z.object({
  runs: z.int(),
  events: z.int(),
  /** As old, but not ended: they are left until they have. */
  open_runs: z.int(),
});
export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;

export const erasureFormat = 'agentfactory.erasure/v1';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const counted = z.strictObject({ table: z.string(), rows: z.int().min(0) });

/** What remains of what was erased: how much, what is kept and why. Names nobody. */
export const erasureReceiptSchema = z.strictObject({
  format: z.literal(erasureFormat),
  id: erasureIdSchema,
  kind: z.enum(['account', 'team']),
  /** Of the id of the person or the team, so that who knows it can say that this was theirs. */
  subject_sha256: hex,
  requested_at: z.iso.datetime(),
  erased_at: z.iso.datetime(),
  /** How many teams went along with a person. */
  teams: z.int().min(0),
  /** Rows that were deleted, by table; those of which only the person was taken out are named with their column. */
  erased: z.array(counted),
  /** What stays, and why. */
  kept: z.array(z.strictObject({ what: z.string(), why: z.string(), rows: z.int().min(0).nullable() })),
  /** Thumbprint (RFC 7638) of the key that signed. */
  key_id: z.string(),
  /** Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of everything else, in base64url. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type ErasureReceipt = z.infer<typeof erasureReceiptSchema>;
/** What is signed, but for the signing key's name. */
export type ErasureBody = Omit<ErasureReceipt, 'key_id' | 'signature'>;

/** Opens one receipt for whoever has it: its id and an unguessable part. */
export const erasureTokenSchema = z.string().regex(/^era_[0-9a-hjkmnp-tv-z]{26}\.[A-Za-z0-9_-]{43}$/);
