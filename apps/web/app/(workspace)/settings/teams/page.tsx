import type { Metadata } from 'next';
import { TeamsPage } from '../../../../settings/teams/teams-page.tsx';
import { serverWords } from '../../../../words/server-words.ts';
import { Words } from '../../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('people'))('yourTeams') };
}

export default function Teams() {
  return (
    <Words of={['people']}>
      <TeamsPage />
    </Words>
  );
}
