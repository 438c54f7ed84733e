import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ThreadPage } from '../../../../threads/thread-page.tsx';
import { Words } from '../../../../words/words.tsx';

export const metadata: Metadata = { title: 'Thread' };

export default async function ThreadDetail({ params }: { params: Promise<{ threadId: string }> }) {
  const { threadId } = await params;
  if (!isId('thread', threadId)) notFound();
  return (
    <Words of={['approvals', 'run']}>
      <ThreadPage threadId={threadId} />
    </Words>
  );
}
