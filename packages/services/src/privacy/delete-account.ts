import {
  type AccountState,
  AppError,
  accountGraceDays,
  deleteAccountInputSchema,
} from '@agent-factory/contracts';
import { withUser } from '@agent-factory/db';
import { insertAccountDeletion } from '@agent-factory/db/privacy';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireTypedName } from '../access/require-typed-name.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { readAccountState } from './account-state.ts';
import { renderDeletionNotice } from './render-mails.ts';

/**
 * The caller's account is to be deleted: in 30 days all of it is erased, and until then they can sign in and withdraw.
 * Asking again changes nothing. Errors: `invalid_input` for a name that was not typed as it is, `conflict` that names the
 * teams which would be left without an owner.
 */
export async function deleteAccount({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof deleteAccountInputSchema>;
}): Promise<AccountState> {
  const { userId, email } = requirePerson(ctx.actor);
  const { confirm_name } = parseInput(deleteAccountInputSchema, input);
  const { state, fresh } = await withUser(ctx.db, userId, async (tx) => {
    const before = await readAccountState(tx, userId);
    requireTypedName(confirm_name, before.name, 'account');
    if (before.settle_first.length > 0) throw unsettled(before.settle_first);
    const fresh = await insertAccountDeletion(tx, { userId, graceDays: accountGraceDays });
    const state = await readAccountState(tx, userId);
    if (fresh) {
      await recordAudit(tx, ctx, {
        action: 'account.deletion_requested',
        target: { id: userId },
        after: { erased_after: state.deletion?.erased_after },
      });
    }
    return { state, fresh };
  });
  if (fresh && email !== null && state.deletion !== null) {
    await ctx.mail.send(renderDeletionNotice(email, new Date(state.deletion.erased_after), ctx.webUrl));
  }
  return state;
}

function unsettled(teams: AccountState['settle_first']): AppError {
  const shared = teams.filter(({ personal }) => !personal).map(({ name }) => `"${name}"`);
  const words = [
    ...(shared.length === 0
      ? []
      : [`You are the only owner of ${shared.join(', ')}: make somebody else an owner there, or delete it.`]),
    ...(teams.some(({ personal }) => personal)
      ? ['Others are in your personal team, which goes with you: remove them first.']
      : []),
  ];
  return new AppError('conflict', words.join(' '));
}
