'use client';

import { Tabs, TabsContent, TabsList, TabsTrigger } from '@agent-factory/ui';
import { CalendarClock, Webhook } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { SchedulesPanel } from './schedules-panel.tsx';
import { TriggersPanel } from './triggers-panel.tsx';

/** What starts agents without anybody there; which of the two is shown stands in the address. */
export function SchedulesPage({ apiUrl }: { /** Where others reach the API. */ apiUrl: string }) {
  const router = useRouter();
  const { me } = useFrame();
  const tab = useSearchParams().get('tab') === 'triggers' ? 'triggers' : 'schedules';
  const mayEdit = me.team.role !== 'viewer';
  return (
    <Page
      title="Schedules"
      description="What starts your agents while nobody is there: the clock, or a signed call."
    >
      <Tabs
        value={tab}
        onValueChange={(next) =>
          router.replace(next === 'triggers' ? '/schedules?tab=triggers' : '/schedules', { scroll: false })
        }
      >
        <TabsList aria-label="What starts agents" className="mb-4">
          <TabsTrigger value="schedules">
            <CalendarClock aria-hidden="true" />
            By the clock
          </TabsTrigger>
          <TabsTrigger value="triggers">
            <Webhook aria-hidden="true" />
            By a call
          </TabsTrigger>
        </TabsList>
        <TabsContent value="schedules">
          <SchedulesPanel mayEdit={mayEdit} />
        </TabsContent>
        <TabsContent value="triggers">
          <TriggersPanel mayEdit={mayEdit} apiUrl={apiUrl} />
        </TabsContent>
      </Tabs>
    </Page>
  );
}
