'use client';

import { useQuery } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { ListPanel } from '../lists/list-panel.tsx';
import { useTRPC } from '../trpc/context.ts';
import { ScheduleRow } from './schedule-row.tsx';

const ScheduleDialog = dynamic(() => import('./schedule-dialog.tsx').then((module) => module.ScheduleDialog));

const here = '/schedules';
const refreshMs = 15_000;

export function SchedulesPanel({ mayEdit }: { mayEdit: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const search = useSearchParams();
  const schedules = useQuery(trpc.schedules.list.queryOptions(undefined, { refetchInterval: refreshMs }));
  const items = schedules.data?.items;
  const changing = items?.find(({ id }) => id === search.get('change')) ?? null;
  const close = () => router.replace(here, { scroll: false });

  return (
    <ListPanel
      title="Schedules"
      description="Each due time starts one run; what was missed while nothing ran is made up for by one"
      noun="schedules"
      query={schedules}
      items={items}
      add={
        mayEdit
          ? { label: 'New schedule', onAdd: () => router.replace(`${here}?add=1`, { scroll: false }) }
          : undefined
      }
      empty={{
        icon: CalendarClock,
        description:
          'Let an agent start by itself: every morning, every Monday, on the first of the month, in your time zone.',
      }}
      row={(schedule) => (
        <ScheduleRow
          key={schedule.id}
          schedule={schedule}
          mayEdit={mayEdit}
          onChange={() => router.replace(`${here}?change=${schedule.id}`, { scroll: false })}
        />
      )}
    >
      {mayEdit && (search.has('add') || changing) ? (
        <ScheduleDialog schedule={changing} onClose={close} />
      ) : null}
    </ListPanel>
  );
}
