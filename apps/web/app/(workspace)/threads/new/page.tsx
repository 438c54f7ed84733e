import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NewThreadPage } from '../../../../threads/new-thread-page.tsx';
import { serverWords } from '../../../../words/server-words.ts';
import { Words } from '../../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('threads'))('newThread') };
}

export default async function NewThread({ searchParams }: { searchParams: Promise<{ agent?: string }> }) {
  const { agent } = await searchParams;
  if (!isId('agent', agent)) notFound();
  return (
    <Words of={['threads']}>
      <NewThreadPage agentId={agent} />
    </Words>
  );
}
