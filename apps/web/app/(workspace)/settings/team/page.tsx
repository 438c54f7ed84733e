import type { Metadata } from 'next';
import { TeamPage } from '../../../../settings/team/team-page.tsx';

export const metadata: Metadata = { title: 'General' };

export default function Team() {
  return <TeamPage />;
}
