import { withAuthService } from '@agent-factory/db';
import { deleteSessions } from '@agent-factory/db/auth';
import type { AuthContext } from './auth-context.ts';
import type { AuthPrincipal } from './authenticate-session.ts';

/** Ends this session, the user's others, or all of them; their refresh tokens go with them. */
export async function signOut({
  ctx,
  input,
}: {
  ctx: Pick<AuthContext, 'db'>;
  input: AuthPrincipal & { scope: 'local' | 'others' | 'global' };
}): Promise<void> {
  const which = {
    local: { only: input.sessionId },
    others: { allBut: input.sessionId },
    global: 'all' as const,
  }[input.scope];
  await withAuthService(ctx.db, (tx) => deleteSessions(tx, input.userId, which));
}
