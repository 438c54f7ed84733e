import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OperatorPage } from '../../../operator/operator-page.tsx';
import { readMe } from '../../../session/read-me.ts';
import { Words } from '../../../words/words.tsx';

export const metadata: Metadata = { title: 'Operator' };

/** Whoever does not run the installation need not know that there is such a page. */
export default async function Operator() {
  const me = await readMe();
  if (me?.operator !== true) notFound();
  return (
    <Words of={['market']}>
      <OperatorPage />
    </Words>
  );
}
