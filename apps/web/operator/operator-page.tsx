'use client';

import { cn } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { Page } from '../frame/page.tsx';
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
type Tab = keyof typeof tabs;

/** For those who run the installation: what waits for a decision, what people complain of, whether the books agree. */
export function OperatorPage() {
  const wanted = useSearchParams().get('tab');
  const tab: Tab = wanted !== null && Object.hasOwn(tabs, wanted) ? (wanted as Tab) : 'moderation';
  return (
    <Page title="Operator" description="The marketplace and the books of this installation, over all teams.">
      <nav aria-label="Operator" className="mb-5 flex gap-4 border-b">
        {Object.entries(tabs).map(([key, label]) => (
          <Link
            key={key}
            href={key === 'moderation' ? '/operator' : `/operator?tab=${key}`}
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
      {tab === 'moderation' ? <ModerationPanel /> : null}
      {tab === 'reports' ? <ReportsPanel /> : null}
      {tab === 'books' ? <BooksPanel /> : null}
    </Page>
  );
}
