import {
  invitationInputSchema,
  invitationTokenInputSchema,
  inviteInputSchema,
} from '@agent-factory/contracts';
import {
  acceptInvitation,
  declineInvitation,
  invite,
  listInvitations,
  previewInvitation,
  resendInvitation,
  revokeInvitation,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { z } from 'zod';
import { procedure, signedOutProcedure } from './init.ts';

export const invitations = {
  list: procedure.query(({ ctx }) => listInvitations({ ctx: ctx.verb })),
  create: procedure.input(inviteInputSchema).mutation(({ ctx, input }) => invite({ ctx: ctx.verb, input })),
  resend: procedure
    .input(invitationInputSchema)
    .mutation(({ ctx, input }) => resendInvitation({ ctx: ctx.verb, input })),
  revoke: procedure
    .input(invitationInputSchema)
    .mutation(({ ctx, input }) => revokeInvitation({ ctx: ctx.verb, input })),
  /** What a link is for; whoever holds it may know before signing in. Errors: `not_found`. */
  preview: signedOutProcedure
    .input(z.strictObject({ token: z.string().max(100) }))
    .query(({ ctx, input }) => previewInvitation({ services: ctx.host.services, input })),
  accept: procedure
    .input(invitationTokenInputSchema)
    .mutation(({ ctx, input }) => acceptInvitation({ ctx: ctx.verb, input })),
  acceptOwn: procedure
    .input(invitationInputSchema)
    .mutation(({ ctx, input }) => acceptInvitation({ ctx: ctx.verb, input })),
  decline: procedure
    .input(invitationInputSchema)
    .mutation(({ ctx, input }) => declineInvitation({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
