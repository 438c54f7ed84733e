import { onboardInputSchema, type RedirectView } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import { putCreatorAccount, selectCreatorAccount } from '@agent-factory/db/billing';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { askStripe, requireStripe } from './require-stripe.ts';
import { accountRow } from './settle-creator-account.ts';
import { webAddress } from './web-address.ts';

/**
 * The page of Stripe's on which a creator says who they are and where their money goes: an Express account, made the
 * first time and gone on with after that. Paid out weekly, by Stripe. Errors: `unavailable`; `conflict` in Stripe's words.
 */
export async function startOnboarding({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof onboardInputSchema>;
}): Promise<RedirectView> {
  requireScope(ctx.actor, 'billing:write');
  const { country, return_path: path = '/studio/payouts' } = parseInput(onboardInputSchema, input);
  const { teamId } = ctx.actor;
  const stripe = await requireStripe(ctx);
  const known = await withClerk(ctx.db, (tx) => selectCreatorAccount(tx, { creatorTeamId: teamId }));
  const account = known?.stripeAccountId ?? (await makeAccount(ctx, country));
  const link = await askStripe(() =>
    stripe.accountLinks.create({
      account,
      type: 'account_onboarding',
      refresh_url: webAddress(ctx, path, 'onboarding=again'),
      return_url: webAddress(ctx, path, 'onboarding=done'),
    }),
  );
  await withClerk(ctx.db, (tx) =>
    recordAudit(tx, ctx, { action: 'creator.onboarding_started', target: { id: teamId } }),
  );
  return { url: link.url };
}

async function makeAccount(ctx: ServiceContext, country: string): Promise<string> {
  const { teamId } = ctx.actor;
  const stripe = await requireStripe(ctx);
  const account = await askStripe(() =>
    stripe.accounts.create(
      {
        type: 'express',
        country,
        capabilities: { transfers: { requested: true } },
        metadata: { team_id: teamId },
        settings: { payouts: { schedule: { interval: 'weekly', weekly_anchor: 'monday' } } },
      },
      { idempotencyKey: `creator:${teamId}:${country}` },
    ),
  );
  return withClerk(ctx.db, async (tx) => {
    await putCreatorAccount(tx, accountRow(teamId, account));
    return (await selectCreatorAccount(tx, { creatorTeamId: teamId }))?.stripeAccountId ?? account.id;
  });
}
