'use client';

import { Button, EmptyState, Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { KeyRowsSkeleton } from '../keys/key-rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
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
  const add = mayEdit ? (
    <Button
      variant={items?.length === 0 ? 'primary' : 'secondary'}
      onClick={() => router.replace(`${here}?add=1`, { scroll: false })}
    >
      <Plus aria-hidden="true" />
      New schedule
    </Button>
  ) : undefined;

  return (
    <Panel aria-label="Schedules" aria-busy={schedules.isPending}>
      <PanelHeader
        title="Schedules"
        description="Each due time starts one run; what was missed while nothing ran is made up for by one"
        actions={items && items.length > 0 ? add : null}
      />
      {schedules.isPending ? <KeyRowsSkeleton label="Loading the schedules" /> : null}
      {schedules.isError && items === undefined ? (
        <ApiErrorState
          error={schedules.error}
          title="The schedules could not be loaded"
          onRetry={() => schedules.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={CalendarClock}
          title="No schedules"
          description="Let an agent start by itself: every morning, every Monday, on the first of the month, in your time zone."
          action={add}
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((schedule) => (
            <ScheduleRow
              key={schedule.id}
              schedule={schedule}
              mayEdit={mayEdit}
              onChange={() => router.replace(`${here}?change=${schedule.id}`, { scroll: false })}
            />
          ))}
        </ul>
      ) : null}
      {mayEdit && (search.has('add') || changing) ? (
        <ScheduleDialog schedule={changing} onClose={close} />
      ) : null}
    </Panel>
  );
}
