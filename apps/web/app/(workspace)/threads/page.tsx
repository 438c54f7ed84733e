import type { Metadata } from 'next';
import { ThreadsPage } from '../../../threads/threads-page.tsx';
import { serverWords } from '../../../words/server-words.ts';
import { Words } from '../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('threads'))('title') };
}

export default function Threads() {
  return (
    <Words of={['threads']}>
      <ThreadsPage />
    </Words>
  );
}
