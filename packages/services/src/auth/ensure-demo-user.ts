import { withAuthService } from '@agent-factory/db';
import { findUserByEmail } from '@agent-factory/db/auth';
import type { AuthContext } from './auth-context.ts';
import { createUser } from './create-user.ts';

/**
 * Makes the demo account unless its address has one already, whose password is then left as it is. For
 * seeding in local mode alone. Answers the user's id and whether it is new.
 */
export async function ensureDemoUser({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: { email: string; password: string; name?: string };
}): Promise<{ userId: string; created: boolean }> {
  const email = input.email.toLowerCase();
  const found = await withAuthService(ctx.db, (tx) => findUserByEmail(tx, email));
  if (found) return { userId: found.id, created: false };
  const encryptedPassword = await ctx.hasher.hash(input.password);
  return withAuthService(ctx.db, async (tx) => {
    const created = await createUser(tx, {
      email,
      encryptedPassword,
      confirmed: true,
      emailProven: true,
      userMetadata: input.name ? { name: input.name } : {},
      at: new Date(ctx.clock.now()),
    });
    const user = created ?? (await findUserByEmail(tx, email));
    if (!user) throw new Error('the demo account was neither made nor found');
    return { userId: user.id, created: created !== undefined };
  });
}
