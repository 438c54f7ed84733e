import type { AccountState } from '@agent-factory/contracts';
import { withUser } from '@agent-factory/db';
import { deleteAccountDeletion } from '@agent-factory/db/privacy';
import { requirePerson } from '../access/require-person.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { readAccountState } from './account-state.ts';

/** The caller has changed their mind: the account stays. Does nothing where nobody wanted it gone. */
export async function keepAccount({ ctx }: { ctx: ServiceContext }): Promise<AccountState> {
  const { userId } = requirePerson(ctx.actor);
  return withUser(ctx.db, userId, async (tx) => {
    if (await deleteAccountDeletion(tx, { userId })) {
      await recordAudit(tx, ctx, { action: 'account.deletion_cancelled', target: { id: userId } });
    }
    return readAccountState(tx, userId);
  });
}
