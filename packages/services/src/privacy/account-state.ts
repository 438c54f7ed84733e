import type { AccountState } from '@agent-factory/contracts';
import { selectProfile, type Transaction, withUser } from '@agent-factory/db';
import { listTeamsToSettle, selectAccountDeletion } from '@agent-factory/db/privacy';
import { notFound } from '../access/not-found.ts';
import { requirePerson } from '../access/require-person.ts';
import type { ServiceContext } from '../service-context.ts';

/** How the caller's account stands: whether it is to be deleted, when, and what stands in the way. */
export async function getAccountState({ ctx }: { ctx: ServiceContext }): Promise<AccountState> {
  const { userId } = requirePerson(ctx.actor);
  return withUser(ctx.db, userId, (tx) => readAccountState(tx, userId));
}

export async function readAccountState(tx: Transaction, userId: string): Promise<AccountState> {
  const profile = await selectProfile(tx, userId);
  if (profile === undefined) throw notFound('member');
  const deletion = await selectAccountDeletion(tx, { userId });
  return {
    name: profile.email ?? profile.name,
    deletion:
      deletion === undefined
        ? null
        : {
            requested_at: deletion.requestedAt.toISOString(),
            erased_after: deletion.eraseAfter.toISOString(),
          },
    settle_first: await listTeamsToSettle(tx),
  };
}
