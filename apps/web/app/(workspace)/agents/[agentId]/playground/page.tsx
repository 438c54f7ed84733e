import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PlaygroundPage } from '../../../../../playground/pages.tsx';
import { Words } from '../../../../../words/words.tsx';

export const metadata: Metadata = { title: 'Playground' };

export default async function AgentPlayground({ params }: { params: Promise<{ agentId: string }> }) {
  const { agentId } = await params;
  if (!isId('agent', agentId)) notFound();
  return (
    <Words of={['approvals', 'run']}>
      <PlaygroundPage agentId={agentId} />
    </Words>
  );
}
