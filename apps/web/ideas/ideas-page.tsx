'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';

// After the frame, which is nearly all that a page may load first.
const loading = () => <RowsSkeleton label="Loading" />;
const IdeaForm = dynamic(() => import('./idea-form.tsx').then((module) => module.IdeaForm), {
  ssr: false,
  loading,
});
const IdeaList = dynamic(() => import('./idea-list.tsx').then((module) => module.IdeaList), {
  ssr: false,
  loading,
});
const ComparePanel = dynamic(() => import('./compare-panel.tsx').then((module) => module.ComparePanel), {
  ssr: false,
  loading,
});

/** The Brain Fart Checker: one box for an idea, below it all that were brought. What is compared stands in the address. */
export function IdeasPage() {
  const { me } = useFrame();
  const compared = useSearchParams().get('compare')?.split(',').filter(Boolean) ?? [];
  return (
    <Page
      title="Brain Fart Checker"
      description="Four researchers look into an idea. Only what they can show with a source decides."
    >
      <div className="flex flex-col gap-5">
        {compared.length > 1 ? <ComparePanel ids={compared} /> : null}
        {me.team.role === 'viewer' ? null : <IdeaForm />}
        <IdeaList />
      </div>
    </Page>
  );
}
