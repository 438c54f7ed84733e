'use client';

import { Button, cn } from '@agent-factory/ui';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { AdminsAlone } from '../settings/admins-alone.tsx';

const loading = () => <RowsSkeleton label="Loading" />;
const TemplatesPanel = dynamic(
  () => import('./templates-panel.tsx').then((module) => module.TemplatesPanel),
  { ssr: false, loading },
);
const EarningsPanel = dynamic(() => import('./earnings-panel.tsx').then((module) => module.EarningsPanel), {
  ssr: false,
  loading,
});
const PayoutsPanel = dynamic(() => import('./payouts-panel.tsx').then((module) => module.PayoutsPanel), {
  ssr: false,
  loading,
});

const tabs = { templates: 'Templates', earnings: 'Earnings', payouts: 'Payouts' } as const;
type Tab = keyof typeof tabs;

/** Where a team offers what it made, and sees what that brings it. */
export function StudioPage() {
  const { me } = useFrame();
  const wanted = useSearchParams().get('tab');
  const tab: Tab = wanted !== null && Object.hasOwn(tabs, wanted) ? (wanted as Tab) : 'templates';
  return (
    <Page
      title="Studio"
      description="Offer your team’s agents, and follow every cent that they bring."
      actions={
        me.team.role === 'viewer' ? null : (
          <Button asChild variant="primary">
            <Link href="/studio/new">
              <Plus aria-hidden="true" />
              New template
            </Link>
          </Button>
        )
      }
    >
      <nav aria-label="Studio" className="mb-5 flex gap-4 border-b">
        {Object.entries(tabs).map(([key, label]) => (
          <Link
            key={key}
            href={key === 'templates' ? '/studio' : `/studio?tab=${key}`}
            aria-current={key === tab ? 'page' : undefined}
            className={cn(
              '-mb-px inline-flex h-9 items-center border-b-2 text-sm transition-colors hover:text-text',
              key === tab ? 'border-accent text-text' : 'border-transparent text-muted',
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      {tab === 'templates' ? <TemplatesPanel /> : null}
      {tab === 'earnings' ? (
        <AdminsAlone what="Earnings">
          <EarningsPanel />
        </AdminsAlone>
      ) : null}
      {tab === 'payouts' ? (
        <AdminsAlone what="Payouts">
          <PayoutsPanel />
        </AdminsAlone>
      ) : null}
    </Page>
  );
}
