'use client';

import dynamic from 'next/dynamic';
import { Page } from '../frame/page.tsx';
import { PanelsSkeleton } from './panels-skeleton.tsx';

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

export const TestsPage = dynamic(() => import('./tests-page.tsx').then((module) => module.TestsPage), {
  ssr: false,
  loading: waiting('Tests'),
});
export const TestRunPage = dynamic(() => import('./test-run-page.tsx').then((module) => module.TestRunPage), {
  ssr: false,
  loading: waiting('Test run'),
});
export const NewDatasetPage = dynamic(
  () => import('./new-dataset-page.tsx').then((module) => module.NewDatasetPage),
  { ssr: false, loading: waiting('New dataset') },
);
export const DatasetPage = dynamic(() => import('./dataset-page.tsx').then((module) => module.DatasetPage), {
  ssr: false,
  loading: waiting('Dataset'),
});
export const ComparePage = dynamic(() => import('./compare-page.tsx').then((module) => module.ComparePage), {
  ssr: false,
  loading: waiting('Compare'),
});
export const LabelPage = dynamic(() => import('./label-page.tsx').then((module) => module.LabelPage), {
  ssr: false,
  loading: waiting('Label trials'),
});
