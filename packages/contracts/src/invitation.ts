import { z } from 'zod';
import { invitationIdSchema, teamIdSchema } from './ids.ts';
import { teamRoleSchema } from './team.ts';

/** Owners are made of members, by owners. */
export const invitableRoles = ['admin', 'editor', 'viewer'] as const;

/** How long an invitation is good for. */
export const invitationDays = 7;

export const inviteInputSchema = z.strictObject({
  email: z
    .string()
    .trim()
    .max(320)
    .transform((email) => email.toLowerCase())
    .pipe(z.email()),
  role: z.enum(invitableRoles),
});
export type InviteInput = z.input<typeof inviteInputSchema>;

export const invitationInputSchema = z.strictObject({ id: invitationIdSchema });

const invitationStates = ['open', 'expired', 'accepted', 'declined', 'revoked'] as const;

export const invitationViewSchema = z.object({
  id: invitationIdSchema,
  email: z.string(),
  role: z.enum(invitableRoles),
  state: z.enum(invitationStates),
  /** Name of who invited; null when that person is no longer here. */
  invited_by: z.string().nullable(),
  created_at: z.iso.datetime(),
  /** When it was sent last. */
  sent_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type InvitationView = z.infer<typeof invitationViewSchema>;

/**
 * The answer to inviting: the only time that the link is shown. `mail` says where the mail went: `sent` to a server,
 * `outbox` of local mode, `none` where no mail is set up, `failed` where the server did not take it.
 */
export const invitationSentSchema = invitationViewSchema.extend({
  link: z.url(),
  mail: z.enum(['sent', 'outbox', 'none', 'failed']),
});
export type InvitationSent = z.infer<typeof invitationSentSchema>;

/** 256 random bits, base64url. */
export const invitationTokenSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'is not the token of an invitation');
export const invitationTokenInputSchema = z.strictObject({ token: invitationTokenSchema });

/** What whoever holds the link may know before signing in. */
export const invitationPreviewSchema = z.object({
  team_name: z.string(),
  email: z.string(),
  role: z.enum(invitableRoles),
  invited_by: z.string().nullable(),
  state: z.enum(invitationStates),
  expires_at: z.iso.datetime(),
});
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>;

/** By the link's token, or by id for an address that is proven. */
export const acceptInvitationInputSchema = z.union([invitationTokenInputSchema, invitationInputSchema]);

export const joinedTeamSchema = z.object({ team_id: teamIdSchema, role: teamRoleSchema });

/** An invitation that waits for the caller. */
export const ownInvitationSchema = z.object({
  id: invitationIdSchema,
  team_name: z.string(),
  role: z.enum(invitableRoles),
  invited_by: z.string().nullable(),
  expires_at: z.iso.datetime(),
});
export type OwnInvitation = z.infer<typeof ownInvitationSchema>;
