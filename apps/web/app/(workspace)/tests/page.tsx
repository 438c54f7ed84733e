import type { Metadata } from 'next';
import { TestsPage } from '../../../tests/tests-page.tsx';

export const metadata: Metadata = { title: 'Tests' };

export default function Tests() {
  return <TestsPage />;
}
