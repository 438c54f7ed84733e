import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NewThreadPage } from '../../../../threads/new-thread-page.tsx';

export const metadata: Metadata = { title: 'New thread' };

export default async function NewThread({ searchParams }: { searchParams: Promise<{ agent?: string }> }) {
  const { agent } = await searchParams;
  if (!isId('agent', agent)) notFound();
  return <NewThreadPage agentId={agent} />;
}
