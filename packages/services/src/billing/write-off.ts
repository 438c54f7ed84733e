import { postWriteOff } from '@agent-factory/billing';
import { AppError, newId, type WrittenOff, writeOffInputSchema } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import { lockCreatorAccount, sumCreatorAccounts } from '@agent-factory/db/billing';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireOperator } from '../access/require-operator.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { book } from './book.ts';

/** An operator gives up on what a creator owes. Errors: `forbidden`; `conflict` for more than is owed. */
export async function writeOffReceivable({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof writeOffInputSchema>;
}): Promise<WrittenOff> {
  requireOperator(ctx);
  const { creator_team_id: teamId, amount_minor, currency } = parseInput(writeOffInputSchema, input);
  const at = new Date(ctx.clock.now());
  return withClerk(ctx.db, async (tx) => {
    await lockCreatorAccount(tx, { creatorTeamId: teamId });
    const owed =
      (await sumCreatorAccounts(tx, { creatorTeamId: teamId })).find(
        (one) => one.account === 'creator_receivable' && one.currency === currency,
      )?.amountMinor ?? 0;
    if (amount_minor > owed) {
      throw new AppError('conflict', `They owe ${owed} minor units of ${currency}, not ${amount_minor}.`);
    }
    await book(tx, {
      cause: 'write_off',
      causeId: newId('ledgerEntry', at.getTime()),
      postings: postWriteOff(currency, teamId, amount_minor),
      at,
    });
    await recordAudit(tx, ctx, {
      action: 'receivable.written_off',
      target: { id: ctx.actor.teamId },
      after: { creator_team_id: teamId, amount_minor, currency },
    });
    return { creator_team_id: teamId, owed_minor: owed - amount_minor, currency };
  });
}
