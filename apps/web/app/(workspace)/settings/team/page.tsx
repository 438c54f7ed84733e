import type { Metadata } from 'next';
import { TeamPage } from '../../../../settings/team/team-page.tsx';
import { serverWords } from '../../../../words/server-words.ts';
import { Words } from '../../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('people'))('general') };
}

export default function Team() {
  return (
    <Words of={['people']}>
      <TeamPage />
    </Words>
  );
}
