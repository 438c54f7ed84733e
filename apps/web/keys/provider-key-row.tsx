'use client';

import { Button, cn, RelativeTime, Switch, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CirclePause, CircleX } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '../trpc/context.ts';
import type { ProviderKey } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';

const looks = {
  active: { icon: CircleCheck, label: 'works', look: 'bg-positive-soft text-positive' },
  refused: { icon: CircleX, label: 'refusedByVendor', look: 'bg-danger-soft text-danger' },
  disabled: { icon: CirclePause, label: 'turnedOff', look: 'bg-sunken text-muted' },
} as const;

export interface ProviderKeyRowProps {
  providerKey: ProviderKey;
  vendorTitle: string;
  onRotate: () => void;
}

export function ProviderKeyRow({ providerKey, vendorTitle, onRotate }: ProviderKeyRowProps) {
  const say = useWords('keys');
  const trpc = useTRPC();
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const { id, label } = providerKey;
  const refresh = () => queryClient.invalidateQueries(trpc.providerKeys.list.pathFilter());
  const failed = (title: string) => (error: unknown) =>
    toast({ tone: 'danger', title, description: tellFailure(error) });
  const update = useMutation(
    trpc.providerKeys.update.mutationOptions({
      onSuccess: refresh,
      onError: failed(say('notChanged', { name: label })),
    }),
  );
  const check = useMutation(
    trpc.providerKeys.test.mutationOptions({
      onSuccess: async (tested) => {
        await refresh();
        if (tested.status !== 'refused') toast({ tone: 'positive', title: say('itWorks', { name: label }) });
      },
      onError: failed(say('notTested', { name: label })),
    }),
  );
  const remove = useMutation(
    trpc.providerKeys.delete.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast({ title: say('deleted', { name: label }) });
      },
      onError: failed(say('notDeleted', { name: label })),
    }),
  );
  const { icon: Icon, label: status, look } = looks[providerKey.status];

  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="truncate font-medium text-sm">{label}</span>
          <code className="font-mono text-muted text-xs">{providerKey.masked}</code>
        </p>
        <p className="truncate text-muted text-xs">
          {vendorTitle}
          {providerKey.base_url === null ? null : `, ${providerKey.base_url}`}
          {providerKey.tested_at === null ? null : (
            <>
              {' '}
              · {say('tested')} <RelativeTime iso={providerKey.tested_at} />
            </>
          )}
        </p>
        {providerKey.last_error === null ? null : (
          <p className="mt-1 text-danger text-xs">{providerKey.last_error}</p>
        )}
      </div>
      <span
        className={cn(
          'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
          look,
        )}
      >
        <Icon aria-hidden="true" className="size-3.5" />
        {say(status)}
      </span>
      <div className="flex items-center gap-2">
        <Button size="sm" loading={check.isPending} onClick={() => check.mutate({ id })}>
          {say('test')}
        </Button>
        <Button size="sm" onClick={onRotate}>
          {say('replace')}
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
            {say('deleteForGood')}
          </Button>
        ) : (
          <Button
            size="sm"
            aria-label={say('deleteNamed', { name: label })}
            onClick={() => setDeleting(true)}
          >
            {say('delete')}
          </Button>
        )}
        <Switch
          aria-label={say('useNamed', { name: label })}
          checked={providerKey.status !== 'disabled'}
          disabled={update.isPending}
          onCheckedChange={(enabled) => update.mutate({ id, enabled })}
        />
      </div>
    </li>
  );
}
