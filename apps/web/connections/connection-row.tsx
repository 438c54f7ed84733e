'use client';

import { Button, cn, RelativeTime, Switch, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CirclePause, CircleX } from 'lucide-react';
import { useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Connection, ConnectionKind } from '../trpc/outputs.ts';

const looks = {
  active: { icon: CircleCheck, label: 'Works', look: 'bg-positive-soft text-positive' },
  refused: { icon: CircleX, label: 'Refused by the service', look: 'bg-danger-soft text-danger' },
  disabled: { icon: CirclePause, label: 'Turned off', look: 'bg-sunken text-muted' },
} as const;

export interface ConnectionRowProps {
  connection: Connection;
  kind: ConnectionKind | undefined;
  onOpen: (what: 'change' | 'tools') => void;
}

export function ConnectionRow({ connection, kind, onOpen }: ConnectionRowProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const { id, name } = connection;
  const refresh = () => queryClient.invalidateQueries(trpc.connections.list.pathFilter());
  const failed = (title: string) => (error: unknown) =>
    toast({ tone: 'danger', title, description: apiFailure(error).message });
  const update = useMutation(
    trpc.connections.update.mutationOptions({
      onSuccess: refresh,
      onError: failed(`${name} could not be changed`),
    }),
  );
  const check = useMutation(
    trpc.connections.test.mutationOptions({
      onSuccess: async (tested) => {
        await refresh();
        if (tested.last_error === null) toast({ tone: 'positive', title: `${name} works` });
        else toast({ tone: 'danger', title: `${name} did not answer well`, description: tested.last_error });
      },
      onError: failed(`${name} could not be tested`),
    }),
  );
  const remove = useMutation(
    trpc.connections.delete.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast({ title: `${name} was deleted` });
      },
      onError: failed(`${name} could not be deleted`),
    }),
  );
  const { icon: Icon, label: status, look } = looks[connection.status];

  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="truncate font-medium text-sm">{name}</span>
          {Object.entries(connection.secrets).map(([field, masked]) => (
            <code key={field} className="font-mono text-muted text-xs">
              {masked}
            </code>
          ))}
        </p>
        <p className="truncate text-muted text-xs" title={connection.base_url ?? undefined}>
          {kind?.title ?? connection.kind}
          {connection.base_url === null ? null : `, ${connection.base_url}`}
        </p>
        {connection.tested_at === null ? null : (
          <p className="text-muted text-xs">
            tested <RelativeTime iso={connection.tested_at} />
          </p>
        )}
        {connection.last_error === null ? null : (
          <p className="mt-1 text-danger text-xs">{connection.last_error}</p>
        )}
      </div>
      <span
        className={cn(
          'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
          look,
        )}
      >
        <Icon aria-hidden="true" className="size-3.5" />
        {status}
      </span>
      <div className="flex flex-wrap items-center gap-2">
        {kind?.lists_tools ? (
          <Button size="sm" aria-label={`Tools of ${name}`} onClick={() => onOpen('tools')}>
            Tools
          </Button>
        ) : null}
        <Button
          size="sm"
          aria-label={`Test ${name}`}
          loading={check.isPending}
          onClick={() => check.mutate({ id })}
        >
          Test
        </Button>
        <Button size="sm" aria-label={`Change ${name}`} onClick={() => onOpen('change')}>
          Change
        </Button>
        {deleting ? (
          <Button
            size="sm"
            variant="danger"
            autoFocus
            loading={remove.isPending}
            onClick={() => remove.mutate({ id })}
            onBlur={() => setDeleting(false)}
          >
            Delete for good
          </Button>
        ) : (
          <Button size="sm" aria-label={`Delete ${name}`} onClick={() => setDeleting(true)}>
            Delete
          </Button>
        )}
        <Switch
          aria-label={`Use ${name}`}
          checked={connection.status !== 'disabled'}
          disabled={update.isPending}
          onCheckedChange={(enabled) => update.mutate({ id, enabled })}
        />
      </div>
    </li>
  );
}
