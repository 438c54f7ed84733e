'use client';

import type { PurchaseId, PurchaseView, TemplateId } from '@agent-factory/contracts';
import { Button, buttonStyles, EmptyState, Panel, Skeleton, Spinner } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Ban, CircleCheck, CircleDollarSign, Gavel, Hourglass, type LucideIcon, Undo2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { type ReactNode, useEffect, useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { formatMinor } from '../billing/format-minor.ts';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

const DeployDialog = dynamic(() => import('./deploy-dialog.tsx').then((module) => module.DeployDialog), {
  ssr: false,
});

const refreshMs = 1_000;

export interface PurchasePageProps {
  templateId: TemplateId;
  /** Null where the buyer left the checkout without paying. */
  purchaseId: PurchaseId | null;
}

/** Where the checkout sends the buyer back to. What the team owns is the webhook's word, so the page waits for it. */
export function PurchasePage({ templateId, purchaseId }: PurchasePageProps) {
  return (
    <Page title="Purchase">
      <Panel aria-label="Purchase" aria-live="polite">
        {purchaseId === null ? (
          <NotPaid templateId={templateId} />
        ) : (
          <Awaited templateId={templateId} purchaseId={purchaseId} />
        )}
      </Panel>
    </Page>
  );
}

function Awaited({ templateId, purchaseId }: { templateId: TemplateId; purchaseId: PurchaseId }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const purchase = useQuery(
    trpc.purchases.get.queryOptions(
      { purchase_id: purchaseId },
      {
        refetchInterval: ({ state }) => (state.data?.status === 'pending' ? refreshMs : false),
        refetchIntervalInBackground: true,
      },
    ),
  );
  const owned = purchase.data?.owned ?? false;
  useEffect(() => {
    if (owned) void queryClient.invalidateQueries(trpc.marketplace.pathFilter());
  }, [owned, queryClient, trpc]);

  if (purchase.isPending) {
    return (
      <div aria-busy="true" className="p-6">
        <span className="sr-only">Loading the purchase</span>
        <Skeleton className="h-48 rounded-md" />
      </div>
    );
  }
  if (purchase.data === undefined) {
    return (
      <ApiErrorState
        error={purchase.error}
        title="The purchase could not be looked up"
        onRetry={() => purchase.refetch()}
      />
    );
  }
  return <State purchase={purchase.data} templateId={templateId} />;
}

const looks: Record<PurchaseView['status'], { icon: LucideIcon; title: string }> = {
  pending: { icon: Hourglass, title: 'Waiting for the payment to be confirmed' },
  completed: { icon: CircleCheck, title: 'It is yours' },
  disputed: { icon: Gavel, title: 'The payment is in dispute' },
  refunded: { icon: Undo2, title: 'It was given back' },
  charged_back: { icon: CircleDollarSign, title: 'The bank took the payment back' },
  cancelled: { icon: Ban, title: 'Nothing was bought' },
};

function State({ purchase, templateId }: { purchase: PurchaseView; templateId: TemplateId }) {
  const [deploying, setDeploying] = useState(false);
  const { icon, title } = looks[purchase.status];
  const amount = formatMinor(purchase.amount_minor, purchase.currency);
  const says: Record<PurchaseView['status'], ReactNode> = {
    pending:
      'It takes a few seconds as a rule. You may leave this page: the template is in your library as soon as it is paid.',
    completed: `Your team owns ${purchase.title}. ${amount} was charged${taxWords(purchase)}.`,
    disputed: `Somebody disputed the charge of ${amount}. Your team keeps ${purchase.title} until it is decided.`,
    refunded: refundedWords(purchase),
    charged_back: `Your team does not own ${purchase.title} any more.`,
    cancelled: 'The checkout ended without a payment. Nothing was charged.',
  };
  return (
    <>
      <EmptyState
        icon={icon}
        title={title}
        description={says[purchase.status]}
        action={
          purchase.owned ? (
            <>
              <Button variant="primary" onClick={() => setDeploying(true)}>
                Deploy it
              </Button>
              {purchase.receipt_url === null ? null : (
                <a
                  href={purchase.receipt_url}
                  target="_blank"
                  rel="noopener noreferrer"
                  className={buttonStyles({ variant: 'secondary' })}
                >
                  Receipt
                </a>
              )}
              <Button asChild>
                <Link href="/library">Library</Link>
              </Button>
            </>
          ) : purchase.status === 'pending' ? (
            <span className="flex items-center gap-2 text-muted text-sm">
              <Spinner />
              Looking every second
            </span>
          ) : (
            <BackToListing templateId={templateId} />
          )
        }
      />
      {deploying ? (
        <DeployDialog templateId={templateId} title={purchase.title} onClose={() => setDeploying(false)} />
      ) : null}
    </>
  );
}

/** What of the charge was tax, where any was. */
function taxWords({ tax_minor, currency }: PurchaseView): string {
  return tax_minor === 0 ? '' : `, of it ${formatMinor(tax_minor, currency)} tax`;
}

function refundedWords({ returned_minor, owed_minor, currency }: PurchaseView): string {
  const arrived = returned_minor - owed_minor;
  const went = arrived === 0 ? '' : `${formatMinor(arrived, currency)} went back the way it came. `;
  if (owed_minor === 0) return went.trim();
  return `${went}${formatMinor(owed_minor, currency)} did not arrive: your bank sent it back. Your team still gets it.`;
}

function BackToListing({ templateId }: { templateId: TemplateId }) {
  return (
    <Button asChild>
      <Link href={`/marketplace/${templateId}`}>Back to the listing</Link>
    </Button>
  );
}

function NotPaid({ templateId }: { templateId: TemplateId }) {
  const trpc = useTRPC();
  const again = useMutation(
    trpc.purchases.start.mutationOptions({
      onSuccess: ({ checkout_url }) => {
        window.location.assign(checkout_url ?? '/library');
      },
    }),
  );
  return (
    <div className="flex flex-col items-center">
      <EmptyState
        icon={Ban}
        title="You left the checkout"
        description="Nothing was bought and nothing was charged."
        action={
          <>
            <Button
              variant="primary"
              loading={again.isPending || again.isSuccess}
              onClick={() =>
                again.mutate({
                  template_id: templateId,
                  return_path: `/marketplace/${templateId}/purchase`,
                })
              }
            >
              Back to the checkout
            </Button>
            <BackToListing templateId={templateId} />
          </>
        }
        className={again.isError ? 'pb-4' : ''}
      />
      {again.isError ? (
        <div className="pb-16">
          <FormError>{apiFailure(again.error).message}</FormError>
        </div>
      ) : null}
    </div>
  );
}
