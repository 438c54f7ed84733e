import type { Metadata } from 'next';
import { DashboardPage } from '../../../dashboard/dashboard-page.tsx';
import { serverWords } from '../../../words/server-words.ts';
import { Words } from '../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('dashboard'))('title') };
}

export default function Dashboard() {
  return (
    <Words of={['dashboard']}>
      <DashboardPage />
    </Words>
  );
}
