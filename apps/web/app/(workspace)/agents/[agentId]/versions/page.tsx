import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ReleasePage } from '../../../../../agent-work/pages.tsx';

export const metadata: Metadata = { title: 'Versions' };

export default async function AgentVersions({ params }: { params: Promise<{ agentId: string }> }) {
  const { agentId } = await params;
  if (!isId('agent', agentId)) notFound();
  return <ReleasePage agentId={agentId} />;
}
