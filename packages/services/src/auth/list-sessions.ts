import type { SignInSession } from '@agent-factory/contracts';
import { type Database, withAuthService } from '@agent-factory/db';
import { listSessions as listRows } from '@agent-factory/db/auth';
import type { AuthPrincipal } from './authenticate-session.ts';
import { deviceOf } from './device-of.ts';

/** Where a person is signed in: this one, then the one that was seen last; at most 200. */
export async function listSessions({
  ctx,
  input,
}: {
  ctx: { db: Database };
  input: AuthPrincipal;
}): Promise<SignInSession[]> {
  const rows = await withAuthService(ctx.db, (tx) => listRows(tx, input.userId));
  const ordered = [
    ...rows.filter(({ id }) => id === input.sessionId),
    ...rows.filter(({ id }) => id !== input.sessionId),
  ];
  return ordered.map((row) => ({
    id: row.id,
    current: row.id === input.sessionId,
    device: deviceOf(row.user_agent),
    user_agent: row.user_agent,
    address: row.ip,
    second_factor: row.aal === 'aal2',
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
  }));
}
