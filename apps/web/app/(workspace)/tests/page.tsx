import type { Metadata } from 'next';
import { TestsPage } from '../../../tests/pages.tsx';

export const metadata: Metadata = { title: 'Tests' };

export default function Tests() {
  return <TestsPage />;
}
