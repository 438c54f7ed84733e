'use client';

import dynamic from 'next/dynamic';
import { Page } from '../frame/page.tsx';
import { TabLinks, useTab } from '../frame/tab-links.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';

const loading = () => <RowsSkeleton label="Loading" />;
const ModerationPanel = dynamic(() => import('./moderation-panel.tsx').then((m) => m.ModerationPanel), {
  ssr: false,
  loading,
});
const ReportsPanel = dynamic(() => import('./reports-panel.tsx').then((m) => m.ReportsPanel), {
  ssr: false,
  loading,
});
const BooksPanel = dynamic(() => import('./books-panel.tsx').then((m) => m.BooksPanel), {
  ssr: false,
  loading,
});

const tabs = { moderation: 'Moderation', reports: 'Reports', books: 'Books' } as const;

/** For those who run the installation: what waits for a decision, what people complain of, whether the books agree. */
export function OperatorPage() {
  const tab = useTab(tabs);
  return (
    <Page title="Operator" description="The marketplace and the books of this installation, over all teams.">
      <TabLinks label="Operator" tabs={tabs} here={tab} path="/operator" />
      {tab === 'moderation' ? <ModerationPanel /> : null}
      {tab === 'reports' ? <ReportsPanel /> : null}
      {tab === 'books' ? <BooksPanel /> : null}
    </Page>
  );
}
