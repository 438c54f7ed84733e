import type { Metadata } from 'next';
import { RunsPage } from '../../../runs/runs-page.tsx';
import { serverWords } from '../../../words/server-words.ts';
import { Words } from '../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('runs'))('title') };
}

export default function Runs() {
  return (
    <Words of={['runs']}>
      <RunsPage />
    </Words>
  );
}
