import type { JobPayload, RefundId, TeamId } from '@agent-factory/contracts';
import { listAdminAddresses, selectBrokenPromise, withClerk, withTenant } from '@agent-factory/db';
import { type PurchaseRow, selectOpenPurchase } from '@agent-factory/db/billing';
import { oneLine, renderNotice } from '../mail/render-notice.ts';
import type { Services } from '../service-context.ts';
import { refundForBrokenInvariant } from './refund-broken-invariant.ts';

/**
 * Looks at a run in which an agent broke a rule of its own and nothing kept it back, and gives the buyer of the template
 * that it was made of their money back: where agent and members ran as they were bought, and once a purchase. The creator
 * is told by webhook and by mail which rules of which version; nothing of the run. Null where nothing is given back.
 */
export async function refundForBrokenRun({
  services,
  input: { run_id: runId, team_id: teamId },
}: {
  services: Services;
  input: JobPayload<'refund_broken_invariant'>;
}): Promise<RefundId | null> {
  const system = { type: 'system', teamId, reason: 'broken_invariant' } as const;
  const promise = await withTenant(services.db, system, (tx) => selectBrokenPromise(tx, { teamId, runId }));
  if (promise === undefined || !promise.unchanged || promise.invariants.length === 0) return null;
  const { templateId, invariants, versionNumber: version } = promise;
  const purchase = await withClerk(services.db, (tx) =>
    selectOpenPurchase(tx, { buyerTeamId: teamId, templateId }),
  );
  // What broke before it was bought anew was given back with the purchase before: by when that began, as told by the clock
  // that tells of runs. Stripe says in whole seconds when it was paid.
  if (purchase === undefined || purchase.status === 'pending' || purchase.createdAt > promise.at) return null;
  const refundId = await refundForBrokenInvariant({
    services,
    purchaseId: purchase.id,
    note: `${namesOf(invariants)} did not hold in ${runId}.`,
    broken: { version, invariants },
  });
  if (refundId !== null) await tellCreator(services, purchase, { version, invariants });
  return refundId;
}

async function tellCreator(
  services: Services,
  { sellerTeamId: teamId, title, templateId }: Pick<PurchaseRow, 'sellerTeamId' | 'title' | 'templateId'>,
  { version, invariants }: { version: number; invariants: readonly string[] },
): Promise<void> {
  const system = { type: 'system', teamId: teamId satisfies TeamId, reason: 'broken_invariant' } as const;
  const admins = await withTenant(services.db, system, (tx) => listAdminAddresses(tx));
  const href = services.webUrl === null ? null : new URL(`/studio/${templateId}`, services.webUrl).href;
  for (const { email: recipient } of admins) {
    await services.mail.send(
      renderNotice({
        recipient,
        subject: `A sale of ${oneLine(title)} is given back`,
        lead: `${namesOf(invariants)} of version ${version} of "${oneLine(title)}" did not hold in a buyer's run: it was broken, and its "otherwise: warn" let it pass. What the listing promises is paid back when it is broken, so the buyer gets back what is left of the price.`,
        link: { href, says: 'Your template' },
        closing:
          'To promise what a model cannot be held to, let the rule block, retry, redact or escalate, or leave it out of the next version.',
      }),
    );
  }
}

function namesOf(invariants: readonly string[]): string {
  return `Rule ${invariants.map((id) => `"${id}"`).join(', ')}`;
}
