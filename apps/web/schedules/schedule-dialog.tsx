'use client';

import { isId } from '@agent-factory/contracts';
import { Field, Input, Select, Textarea, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Schedule } from '../trpc/outputs.ts';
import { FormDialog } from './form-dialog.tsx';
import { NextTimes } from './next-times.tsx';
import { inputText, readInput } from './read-input.ts';
import { AgentField, NameField, useStartedAgent } from './started-agent.tsx';

const custom = 'custom';
const presets = [
  { value: '0 9 * * 1-5', label: 'Weekdays at 09:00' },
  { value: '0 9 * * *', label: 'Every day at 09:00' },
  { value: '0 9 * * 1', label: 'Mondays at 09:00' },
  { value: '0 9 1 * *', label: 'The first of the month at 09:00' },
  { value: '0 * * * *', label: 'Every hour' },
  { value: '*/15 * * * *', label: 'Every 15 minutes' },
];

const overlaps: { value: Schedule['overlap']; label: string }[] = [
  { value: 'skip', label: 'Let that time pass' },
  { value: 'queue', label: 'Start once it has ended' },
  { value: 'allow', label: 'Start another beside it' },
];

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
const zonesWith = (zone: string) => [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];

/** Makes a schedule or changes one; shows when it would be due before anything is stored. */
export function ScheduleDialog({ schedule, onClose }: { schedule: Schedule | null; onClose: () => void }) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const agent = useStartedAgent(schedule?.agent_id ?? '');
  const [name, setName] = useState(schedule?.name ?? '');
  const [cron, setCron] = useState(schedule?.cron ?? presets[0]?.value ?? '');
  const [timeZone, setTimeZone] = useState(schedule?.time_zone ?? ownZone());
  const [input, setInput] = useState(schedule === null ? '' : inputText(schedule.input));
  const [overlap, setOverlap] = useState<Schedule['overlap']>(schedule?.overlap ?? 'skip');
  const [tried, setTried] = useState(false);
  const preset = presets.some(({ value }) => value === cron) ? cron : custom;
  const [isCustom, setIsCustom] = useState(preset === custom);

  const asked = useDeferredValue(cron.trim());
  const preview = useQuery(
    trpc.schedules.preview.queryOptions(
      { cron: asked, time_zone: timeZone },
      { enabled: asked !== '', retry: false, staleTime: 60_000 },
    ),
  );
  const options = {
    onSuccess: async (saved: { name: string }) => {
      await queryClient.invalidateQueries(trpc.schedules.list.pathFilter());
      toast({
        tone: 'positive',
        title: schedule === null ? `${saved.name} is on` : `${saved.name} was changed`,
      });
      onClose();
    },
  };
  const create = useMutation(trpc.schedules.create.mutationOptions(options));
  const update = useMutation(trpc.schedules.update.mutationOptions(options));
  const mutation = schedule === null ? create : update;
  const nameError = name.trim() === '' ? 'Give it a name.' : undefined;
  const inputError = input.trim() === '' ? 'Say what the agent is to do.' : undefined;

  function submit(): void {
    setTried(true);
    if (nameError ?? inputError) return;
    const times = { cron: cron.trim(), time_zone: timeZone, overlap };
    const parts = { name: name.trim(), ...times, input: readInput(input) };
    if (schedule !== null) update.mutate({ id: schedule.id, ...parts });
    else if (isId('agent', agent.id)) create.mutate({ agent_id: agent.id, ...parts });
  }

  return (
    <FormDialog
      title={schedule === null ? 'New schedule' : `Change ${schedule.name}`}
      description="The agent runs as it is at that time, with its own limits."
      verb={schedule === null ? 'Start schedule' : 'Save schedule'}
      pending={mutation.isPending}
      error={mutation.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {schedule === null ? <AgentField agent={agent} /> : null}
      <NameField name={name} onChange={setName} error={tried ? nameError : undefined} />
      <Field label="When">
        {(control) => (
          <Select
            {...control}
            value={isCustom ? custom : preset}
            onValueChange={(value) => {
              setIsCustom(value === custom);
              if (value !== custom) setCron(value);
            }}
            options={[...presets, { value: custom, label: 'A cron line of your own' }]}
            className="w-full"
          />
        )}
      </Field>
      {isCustom ? (
        <Field label="Cron line" description="Minute, hour, day of the month, month, day of the week.">
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              autoComplete="off"
              spellCheck={false}
              value={cron}
              onChange={(event) => setCron(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <Field label="Time zone">
        {(control) => (
          <Select
            {...control}
            value={timeZone}
            onValueChange={setTimeZone}
            options={zonesWith(timeZone).map((zone) => ({ value: zone, label: zone }))}
            className="w-full"
          />
        )}
      </Field>
      <Field label="If the run before still goes on">
        {(control) => (
          <Select
            {...control}
            value={overlap}
            onValueChange={(value) =>
              setOverlap(overlaps.find((one) => one.value === value)?.value ?? 'skip')
            }
            options={overlaps}
            className="w-full"
          />
        )}
      </Field>
      <div role="status" className="min-h-9 text-xs">
        {preview.data ? (
          <NextTimes times={preview.data.next_times} timeZone={timeZone} />
        ) : preview.isError ? (
          <p className="text-danger">{apiFailure(preview.error).message}</p>
        ) : null}
      </div>
      <Field
        label="Input"
        description="What you would ask it. For agents with an input of their own: a JSON object."
        error={tried ? inputError : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            spellCheck={false}
            value={input}
            onChange={(event) => setInput(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
