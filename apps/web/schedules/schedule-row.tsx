'use client';

import { Button, RelativeTime, StatusChip, Switch, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Schedule } from '../trpc/outputs.ts';
import { DeleteButton } from './delete-button.tsx';
import { NextTimes } from './next-times.tsx';

export interface ScheduleRowProps {
  schedule: Schedule;
  mayEdit: boolean;
  onChange: () => void;
}

export function ScheduleRow({ schedule, mayEdit, onChange }: ScheduleRowProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { id, name } = schedule;
  const refresh = () => queryClient.invalidateQueries(trpc.schedules.list.pathFilter());
  const failed = (title: string) => (error: unknown) =>
    toast({ tone: 'danger', title, description: apiFailure(error).message });
  const update = useMutation(
    trpc.schedules.update.mutationOptions({
      onSuccess: refresh,
      onError: failed(`${name} could not be changed`),
    }),
  );
  const run = useMutation(
    trpc.schedules.runNow.mutationOptions({
      onSuccess: async (started) => {
        await refresh();
        router.push(`/runs/${started.run_id}`);
      },
      onError: failed(`${name} could not be run`),
    }),
  );
  const remove = useMutation(
    trpc.schedules.delete.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast({ title: `${name} was deleted` });
      },
      onError: failed(`${name} could not be deleted`),
    }),
  );

  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="truncate font-medium text-sm">{name}</span>
          <Link
            href={`/agents/${schedule.agent_id}`}
            className="truncate text-accent text-xs underline-offset-2 hover:underline"
          >
            {schedule.agent_name}
          </Link>
        </p>
        <p className="text-muted text-xs">
          <code className="font-mono">{schedule.cron}</code> in {schedule.time_zone}
        </p>
        {schedule.next_times.length > 0 ? (
          <NextTimes times={schedule.next_times} timeZone={schedule.time_zone} />
        ) : null}
        {schedule.paused_reason === null ? null : (
          <p className="text-danger text-xs">Paused. {schedule.paused_reason}</p>
        )}
        {schedule.enabled && schedule.last_skipped_at !== null ? (
          <p className="text-muted text-xs">
            The run before still went on: <RelativeTime iso={schedule.last_skipped_at} /> passed without one.
          </p>
        ) : null}
        {schedule.paused_reason === null && schedule.last_refusal ? (
          <p className="text-danger text-xs">
            Refused{schedule.refused_in_a_row > 1 ? ` ${schedule.refused_in_a_row} times in a row` : ''}:{' '}
            {schedule.last_refusal.message}
          </p>
        ) : null}
      </div>
      <div className="flex flex-col items-start gap-1 sm:w-48">
        {schedule.last_run ? (
          <Link
            href={`/runs/${schedule.last_run.run_id}`}
            className="inline-flex items-center gap-2 rounded-sm text-muted text-xs hover:text-text"
          >
            <span className="sr-only">Last run of {name}: </span>
            <StatusChip status={schedule.last_run.status} />
            <RelativeTime iso={schedule.last_run.created_at} />
          </Link>
        ) : (
          <span className="text-muted text-xs">Not run yet</span>
        )}
        {schedule.last_run ? (
          <Link
            href={`/runs?schedule=${id}`}
            aria-label={`All runs of ${name}`}
            className="text-accent text-xs underline-offset-2 hover:underline"
          >
            All runs
          </Link>
        ) : null}
      </div>
      {mayEdit ? (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            size="sm"
            aria-label={`Run now: ${name}`}
            loading={run.isPending || run.isSuccess}
            onClick={() => run.mutate({ id })}
          >
            {run.isPending || run.isSuccess ? null : <Play aria-hidden="true" />}
            Run now
          </Button>
          <Button size="sm" aria-label={`Change ${name}`} onClick={onChange}>
            Change
          </Button>
          <DeleteButton name={name} pending={remove.isPending} onDelete={() => remove.mutate({ id })} />
          <Switch
            aria-label={`${name} is on`}
            checked={schedule.enabled}
            disabled={update.isPending}
            onCheckedChange={(enabled) => update.mutate({ id, enabled })}
          />
        </div>
      ) : null}
    </li>
  );
}
