import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PlaygroundPage } from '../../../../../playground/pages.tsx';

export const metadata: Metadata = { title: 'Playground' };

export default async function AgentPlayground({ params }: { params: Promise<{ agentId: string }> }) {
  const { agentId } = await params;
  if (!isId('agent', agentId)) notFound();
  return <PlaygroundPage agentId={agentId} />;
}
