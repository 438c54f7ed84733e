import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { webEnv } from '../../../env.ts';
import { OutboxPage } from '../../../outbox/outbox-page.tsx';

export const metadata: Metadata = { title: 'Outbox', robots: { index: false, follow: false } };
export const dynamic = 'force-dynamic';

export default function Outbox() {
  if (webEnv().mode !== 'local') notFound();
  return <OutboxPage />;
}
