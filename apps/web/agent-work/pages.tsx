'use client';

import dynamic from 'next/dynamic';
import { waitingPage } from '../frame/waiting-page.tsx';

export const ReleasePage = dynamic(() => import('./release-page.tsx').then((module) => module.ReleasePage), {
  ssr: false,
  loading: waitingPage('Versions'),
});
export const ImprovePage = dynamic(() => import('./improve-page.tsx').then((module) => module.ImprovePage), {
  ssr: false,
  loading: waitingPage('Improve'),
});
export const CounterexamplesPage = dynamic(
  () => import('./counterexamples-page.tsx').then((module) => module.CounterexamplesPage),
  { ssr: false, loading: waitingPage('Counterexamples') },
);
