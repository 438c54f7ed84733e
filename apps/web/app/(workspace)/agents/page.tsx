import type { Metadata } from 'next';
import { AgentsPage } from '../../../agents/agents-page.tsx';
import { serverWords } from '../../../words/server-words.ts';
import { Words } from '../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('agents'))('title') };
}

export default function Agents() {
  return (
    <Words of={['agents']}>
      <AgentsPage />
    </Words>
  );
}
