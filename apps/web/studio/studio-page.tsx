'use client';

import { Button } from '@agent-factory/ui';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { TabLinks, useTab } from '../frame/tab-links.tsx';
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

/** Where a team offers what it made, and sees what that brings it. */
export function StudioPage() {
  const { me } = useFrame();
  const tab = useTab(tabs);
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
      <TabLinks label="Studio" tabs={tabs} here={tab} path="/studio" />
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
