import type { Metadata } from 'next';
import { IdeasPage } from '../../../ideas/ideas-page.tsx';

export const metadata: Metadata = { title: 'Brain Fart Checker' };

export default function Ideas() {
  return <IdeasPage />;
}
