import type { Metadata } from 'next';
import { MembersPage } from '../../../../settings/members/members-page.tsx';
import { serverWords } from '../../../../words/server-words.ts';
import { Words } from '../../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('people'))('members') };
}

export default function Members() {
  return (
    <Words of={['people']}>
      <MembersPage />
    </Words>
  );
}
