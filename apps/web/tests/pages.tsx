'use client';

import dynamic from 'next/dynamic';
import { waitingPage } from '../frame/waiting-page.tsx';

export const TestsPage = dynamic(() => import('./tests-page.tsx').then((module) => module.TestsPage), {
  ssr: false,
  loading: waitingPage('Tests'),
});
export const TestRunPage = dynamic(() => import('./test-run-page.tsx').then((module) => module.TestRunPage), {
  ssr: false,
  loading: waitingPage('Test run'),
});
export const NewDatasetPage = dynamic(
  () => import('./new-dataset-page.tsx').then((module) => module.NewDatasetPage),
  { ssr: false, loading: waitingPage('New dataset') },
);
export const DatasetPage = dynamic(() => import('./dataset-page.tsx').then((module) => module.DatasetPage), {
  ssr: false,
  loading: waitingPage('Dataset'),
});
export const ComparePage = dynamic(() => import('./compare-page.tsx').then((module) => module.ComparePage), {
  ssr: false,
  loading: waitingPage('Compare'),
});
export const LabelPage = dynamic(() => import('./label-page.tsx').then((module) => module.LabelPage), {
  ssr: false,
  loading: waitingPage('Label trials'),
});
