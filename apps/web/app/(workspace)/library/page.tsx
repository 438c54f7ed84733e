import type { Metadata } from 'next';
import { LibraryPage } from '../../../library/library-page.tsx';

export const metadata: Metadata = { title: 'Library' };

export default function Library() {
  return <LibraryPage />;
}
