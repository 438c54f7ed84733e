import type { Metadata } from 'next';
import { readMe } from '../../../session/read-me.ts';
import { JoinPage } from '../../../teams/join-page.tsx';
import { apiAs } from '../../../trpc/api-as.ts';
import { apiFailure } from '../../../trpc/api-failure.ts';
import { serverWords } from '../../../words/server-words.ts';
import { Words } from '../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await serverWords('people'))('joinTitle'),
    referrer: 'no-referrer',
    robots: { index: false, follow: false },
  };
}

interface JoinProps {
  searchParams: Promise<{ invitation?: string | string[] }>;
}

export default async function Join({ searchParams }: JoinProps) {
  const { invitation: given } = await searchParams;
  const token = typeof given === 'string' ? given.slice(0, 100) : '';
  const [me, invitation] = await Promise.all([
    readMe(),
    apiAs(null, null)
      .invitations.preview.query({ token })
      .catch((error: unknown) => {
        if (apiFailure(error).code === 'not_found') return null;
        throw error;
      }),
  ]);
  return (
    <Words of={['people']}>
      <JoinPage token={token} invitation={invitation} email={me?.user.email ?? null} signedIn={me !== null} />
    </Words>
  );
}
