import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ErasedPage } from '../../../../privacy/erased-page.tsx';
import { readErasure } from '../../../../privacy/read-erasure.ts';

export const metadata: Metadata = {
  title: 'Receipt of an erasure',
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
};

export default async function Erased({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <ErasedPage found={await readErasure(decodeURIComponent(token), await headers())} token={token} />;
}
