'use client';

import { Button, CopyButton, RelativeTime, Switch, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Trigger, TriggerSecret } from '../trpc/outputs.ts';
import { DeleteButton } from './delete-button.tsx';
import { timeInZone } from './time-in-zone.ts';
import { schemeNames, verdictWords } from './trigger-words.ts';

export interface TriggerRowProps {
  trigger: Trigger;
  url: string;
  mayEdit: boolean;
  onOpen: (what: 'change' | 'call' | 'log') => void;
  onRotated: (made: TriggerSecret) => void;
}

export function TriggerRow({ trigger, url, mayEdit, onOpen, onRotated }: TriggerRowProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const { id, name, last_delivery: last } = trigger;
  const refresh = () => queryClient.invalidateQueries(trpc.triggers.list.pathFilter());
  const failed = (title: string) => (error: unknown) =>
    toast({ tone: 'danger', title, description: apiFailure(error).message });
  const update = useMutation(
    trpc.triggers.update.mutationOptions({
      onSuccess: refresh,
      onError: failed(`${name} could not be changed`),
    }),
  );
  const rotate = useMutation(
    trpc.triggers.rotate.mutationOptions({
      onSuccess: async (made) => {
        await refresh();
        onRotated(made);
      },
      onError: failed(`${name} got no new secret`),
    }),
  );
  const remove = useMutation(
    trpc.triggers.delete.mutationOptions({
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
            href={`/agents/${trigger.agent_id}`}
            className="truncate text-accent text-xs underline-offset-2 hover:underline"
          >
            {trigger.agent_name}
          </Link>
        </p>
        <p className="flex min-w-0 items-center gap-1">
          <code className="truncate font-mono text-muted text-xs" title={url}>
            {url}
          </code>
          <CopyButton value={url} label={`Copy the address of ${name}`} />
        </p>
        <p className="text-muted text-xs">
          {schemeNames[trigger.scheme]}, secret …{trigger.secret_hint}, up to {trigger.rate_per_minute} a
          minute
          {trigger.old_secret_until === null ? null : (
            <>; the secret before is good until {timeInZone(trigger.old_secret_until, undefined)}</>
          )}
        </p>
      </div>
      <button
        type="button"
        onClick={() => onOpen('log')}
        className="rounded-sm text-start text-muted text-xs hover:text-text sm:w-44"
      >
        <span className="sr-only">Calls of {name}: </span>
        {last === null ? (
          'No calls yet'
        ) : (
          <>
            Last call {verdictWords[last.verdict] ?? last.verdict}
            <br />
            <RelativeTime iso={last.at} />
          </>
        )}
      </button>
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" aria-label={`How to call ${name}`} onClick={() => onOpen('call')}>
          How to call
        </Button>
        {mayEdit ? (
          <>
            <Button
              size="sm"
              aria-label={`New secret for ${name}`}
              loading={rotate.isPending}
              onClick={() => rotate.mutate({ id })}
            >
              New secret
            </Button>
            <Button size="sm" aria-label={`Change ${name}`} onClick={() => onOpen('change')}>
              Change
            </Button>
            <DeleteButton name={name} pending={remove.isPending} onDelete={() => remove.mutate({ id })} />
            <Switch
              aria-label={`${name} is on`}
              checked={trigger.enabled}
              disabled={update.isPending}
              onCheckedChange={(enabled) => update.mutate({ id, enabled })}
            />
          </>
        ) : null}
      </div>
    </li>
  );
}
