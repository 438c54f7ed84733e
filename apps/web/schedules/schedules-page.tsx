'use client';

import { cn } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';

// After the frame, which is nearly all that a page may load first.
const loading = () => <RowsSkeleton label="Loading" />;
const SchedulesPanel = dynamic(
  () => import('./schedules-panel.tsx').then((module) => module.SchedulesPanel),
  { ssr: false, loading },
);
const TriggersPanel = dynamic(() => import('./triggers-panel.tsx').then((module) => module.TriggersPanel), {
  ssr: false,
  loading,
});

const tabs = [
  { id: 'schedules', href: '/schedules', label: 'By the clock' },
  { id: 'triggers', href: '/schedules?tab=triggers', label: 'By a call' },
] as const;

/** What starts agents without anybody there; which of the two is shown stands in the address. */
export function SchedulesPage({ apiUrl }: { /** Where others reach the API. */ apiUrl: string }) {
  const { me } = useFrame();
  const tab = useSearchParams().get('tab') === 'triggers' ? 'triggers' : 'schedules';
  const mayEdit = me.team.role !== 'viewer';
  return (
    <Page
      title="Schedules"
      description="What starts your agents while nobody is there: the clock, or a signed call."
    >
      <nav aria-label="What starts agents" className="mb-4 flex items-center gap-4 border-b">
        {tabs.map(({ id, href, label }) => (
          <Link
            key={id}
            href={href}
            scroll={false}
            aria-current={id === tab ? 'page' : undefined}
            className={cn(
              '-mb-px inline-flex h-9 items-center border-b-2 text-sm transition-colors hover:text-text',
              id === tab ? 'border-accent text-text' : 'border-transparent text-muted',
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      {tab === 'schedules' ? (
        <SchedulesPanel mayEdit={mayEdit} />
      ) : (
        <TriggersPanel mayEdit={mayEdit} apiUrl={apiUrl} />
      )}
    </Page>
  );
}
