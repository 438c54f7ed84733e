import type { Metadata } from 'next';
import { TeamsPage } from '../../../../settings/teams/teams-page.tsx';

export const metadata: Metadata = { title: 'Your teams' };

export default function Teams() {
  return <TeamsPage />;
}
