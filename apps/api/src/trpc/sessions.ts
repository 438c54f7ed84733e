import { AppError, type SignInSessions } from '@agent-factory/contracts';
import {
  type AuthPrincipal,
  listSessions,
  revokeSession,
  revokeSessionInputSchema,
  signOut,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import type { TrpcContext } from './context.ts';
import { procedure } from './init.ts';

/** Where the caller is signed in: a person's own affair, in no team. */
export const sessions = {
  /** Supabase Auth tells nobody of their other sessions, so there it is this one alone. */
  list: procedure.query(async ({ ctx }): Promise<SignInSessions> => {
    const principal = await principalOf(ctx);
    const { localAuth, services } = ctx.host;
    if (localAuth === null) return { items: [], complete: false };
    return { items: await listSessions({ ctx: services, input: principal }), complete: true };
  }),
  revoke: procedure
    .input(revokeSessionInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: string }> => {
      const principal = await principalOf(ctx);
      await revokeSession({ ctx: localService(ctx), principal, input });
      return { id: input.id };
    }),
  /** Everywhere but here. */
  revokeOthers: procedure.mutation(async ({ ctx }): Promise<{ revoked: true }> => {
    const principal = await principalOf(ctx);
    await signOut({ ctx: localService(ctx), input: { ...principal, scope: 'others' } });
    return { revoked: true };
  }),
} satisfies TRPCRouterRecord;

async function principalOf(ctx: TrpcContext): Promise<AuthPrincipal> {
  const { claims } = await ctx.session();
  if (claims === null) throw new AppError('forbidden', 'An API key has no sessions; sign in as a person.');
  return { userId: claims.userId, sessionId: claims.sessionId };
}

function localService({ host }: TrpcContext): TrpcContext['host']['services'] {
  if (host.localAuth === null) {
    throw new AppError(
      'invalid_input',
      'Sessions are kept by Supabase Auth here: call its POST /auth/v1/logout with scope=others or scope=global.',
    );
  }
  return host.services;
}
