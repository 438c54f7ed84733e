'use client';

import dynamic from 'next/dynamic';
import { Page } from '../frame/page.tsx';
import { PanelsSkeleton } from '../tests/panels-skeleton.tsx';

// The frame is nearly all that a page may load first, so that these come after it and are not drawn on the server.

function waiting(title: string) {
  return function Waiting() {
    return (
      <Page title={title}>
        <PanelsSkeleton label="Loading the page" />
      </Page>
    );
  };
}

export const ReleasePage = dynamic(() => import('./release-page.tsx').then((module) => module.ReleasePage), {
  ssr: false,
  loading: waiting('Versions'),
});
export const ImprovePage = dynamic(() => import('./improve-page.tsx').then((module) => module.ImprovePage), {
  ssr: false,
  loading: waiting('Improve'),
});
export const CounterexamplesPage = dynamic(
  () => import('./counterexamples-page.tsx').then((module) => module.CounterexamplesPage),
  { ssr: false, loading: waiting('Counterexamples') },
);
