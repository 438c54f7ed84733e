import type { Metadata } from 'next';
import { KnowledgePage } from '../../../knowledge/knowledge-page.tsx';

export const metadata: Metadata = { title: 'Knowledge' };

export default function Knowledge() {
  return <KnowledgePage />;
}
