import type { Metadata } from 'next';
import { KeysPage } from '../../../../keys/keys-page.tsx';
import { serverWords } from '../../../../words/server-words.ts';
import { Words } from '../../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('keys'))('title') };
}

export default function Keys() {
  return (
    <Words of={['keys', 'permissions']}>
      <KeysPage />
    </Words>
  );
}
