import type { Metadata } from 'next';
import { ExplainPage } from '../../../../models/explain-page.tsx';

export const metadata: Metadata = { title: 'Explain a choice' };

export default function Explain() {
  return <ExplainPage />;
}
