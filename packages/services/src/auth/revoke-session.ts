import { AppError } from '@agent-factory/contracts';
import { type Database, withAuthService } from '@agent-factory/db';
import { deleteSessions } from '@agent-factory/db/auth';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { AuthPrincipal } from './authenticate-session.ts';

export const revokeSessionInputSchema = z.strictObject({ id: z.uuid() });

/** Ends one of the person's sessions, refresh tokens included; requests of it are refused within 2 s. Throws `not_found`. */
export async function revokeSession({
  ctx,
  principal,
  input,
}: {
  ctx: { db: Database };
  principal: AuthPrincipal;
  input: z.input<typeof revokeSessionInputSchema>;
}): Promise<void> {
  const { id } = parseInput(revokeSessionInputSchema, input);
  const ended = await withAuthService(ctx.db, (tx) => deleteSessions(tx, principal.userId, { only: id }));
  if (ended === 0) throw new AppError('not_found', 'There is no such session; it may have ended already.');
}
