import type { Metadata } from 'next';
import { SessionsPage } from '../../../../sessions/sessions-page.tsx';

export const metadata: Metadata = { title: 'Sessions' };

export default function Sessions() {
  return <SessionsPage />;
}
