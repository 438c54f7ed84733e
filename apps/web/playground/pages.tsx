'use client';

import dynamic from 'next/dynamic';
import { waitingPage } from '../frame/waiting-page.tsx';

export const PlaygroundPage = dynamic(
  () => import('./playground-page.tsx').then((module) => module.PlaygroundPage),
  { ssr: false, loading: waitingPage('Playground') },
);
