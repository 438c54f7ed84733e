import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ThreadPage } from '../../../../threads/thread-page.tsx';
import { serverWords } from '../../../../words/server-words.ts';
import { Words } from '../../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('threads'))('thread') };
}

export default async function ThreadDetail({ params }: { params: Promise<{ threadId: string }> }) {
  const { threadId } = await params;
  if (!isId('thread', threadId)) notFound();
  return (
    <Words of={['approvals', 'run', 'threads']}>
      <ThreadPage threadId={threadId} />
    </Words>
  );
}
