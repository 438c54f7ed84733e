'use client';

import { Panel, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { Page } from '../frame/page.tsx';
import { AdminsAlone } from '../settings/admins-alone.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';

const loading = () => <BillingSkeleton />;
const PlanPanel = dynamic(() => import('./plan-panel.tsx').then((module) => module.PlanPanel), {
  ssr: false,
  loading,
});
const InvoicesPanel = dynamic(() => import('./invoices-panel.tsx').then((module) => module.InvoicesPanel), {
  ssr: false,
});

/** The team's plan, what it gives and how much of it is used, what another would cost, and every invoice. */
export function BillingPage() {
  return (
    <Page title="Billing" description="Your team’s plan, what of it is used, and its invoices.">
      <AdminsAlone what="Plans and invoices">
        <Billing />
      </AdminsAlone>
    </Page>
  );
}

function Billing() {
  const trpc = useTRPC();
  const billing = useQuery(trpc.billing.get.queryOptions());
  if (billing.isPending) return <BillingSkeleton />;
  if (billing.data === undefined) {
    return (
      <Panel>
        <ApiErrorState
          error={billing.error}
          title="The plan could not be loaded"
          onRetry={() => billing.refetch()}
        />
      </Panel>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <PlanPanel billing={billing.data} />
      <InvoicesPanel enabled={billing.data.enabled} />
    </div>
  );
}

function BillingSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-5">
      <span className="sr-only">Loading the plan</span>
      <Skeleton className="h-40 rounded-md" />
      <Skeleton className="h-72 rounded-md" />
    </div>
  );
}
