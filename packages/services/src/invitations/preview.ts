import { type InvitationPreview, invitationTokenInputSchema } from '@agent-factory/contracts';
import { selectInvitationWith } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import type { Services } from '../service-context.ts';
import { hashInvitationToken } from './token.ts';

/** What an invitation is for, told to whoever holds its link. Errors: `not_found`, for what is no token at all too. */
export async function previewInvitation({
  services,
  input,
}: {
  services: Pick<Services, 'db'>;
  input: z.input<typeof invitationTokenInputSchema>;
}): Promise<InvitationPreview> {
  const parsed = invitationTokenInputSchema.safeParse(input);
  if (!parsed.success) throw notFound('invitation');
  const found = await selectInvitationWith(services.db, hashInvitationToken(parsed.data.token));
  if (found === undefined) throw notFound('invitation');
  return {
    team_name: found.teamName,
    email: found.email,
    role: found.role,
    invited_by: found.invitedBy,
    state: found.state,
    expires_at: found.expiresAt.toISOString(),
  };
}
