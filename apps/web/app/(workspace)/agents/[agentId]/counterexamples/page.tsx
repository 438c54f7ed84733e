import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CounterexamplesPage } from '../../../../../agent-work/pages.tsx';

export const metadata: Metadata = { title: 'Counterexamples' };

export default async function AgentCounterexamples({ params }: { params: Promise<{ agentId: string }> }) {
  const { agentId } = await params;
  if (!isId('agent', agentId)) notFound();
  return <CounterexamplesPage agentId={agentId} />;
}
