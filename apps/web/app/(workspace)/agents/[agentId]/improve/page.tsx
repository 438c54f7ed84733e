import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ImprovePage } from '../../../../../agent-work/pages.tsx';

export const metadata: Metadata = { title: 'Improve' };

export default async function AgentImprove({ params }: { params: Promise<{ agentId: string }> }) {
  const { agentId } = await params;
  if (!isId('agent', agentId)) notFound();
  return <ImprovePage agentId={agentId} />;
}
