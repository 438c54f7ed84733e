import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AgentPage } from '../../../../editor/agent-page.tsx';
import { webEnv } from '../../../../env.ts';
import { serverWords } from '../../../../words/server-words.ts';
import { Words } from '../../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('editor'))('title') };
}

export default async function AgentDetail({ params }: { params: Promise<{ agentId: string }> }) {
  const { agentId } = await params;
  if (!isId('agent', agentId)) notFound();
  return (
    <Words of={['approvals', 'editor', 'run']}>
      <AgentPage agentId={agentId} liveUrl={webEnv().publicApiUrl} />
    </Words>
  );
}
