import type { Metadata } from 'next';
import { webEnv } from '../../../env.ts';
import { SchedulesPage } from '../../../schedules/schedules-page.tsx';

export const metadata: Metadata = { title: 'Schedules' };

export default function Schedules() {
  return <SchedulesPage apiUrl={webEnv().publicApiUrl} />;
}
