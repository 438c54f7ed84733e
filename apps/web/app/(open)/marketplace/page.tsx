import type { Metadata } from 'next';
import { MarketplacePage } from '../../../marketplace/marketplace-page.tsx';
import { serverWords } from '../../../words/server-words.ts';
import { Words } from '../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('market'))('title') };
}

export default function Marketplace() {
  return (
    <Words of={['market']}>
      <MarketplacePage />
    </Words>
  );
}
