'use client';

import {
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { EllipsisVertical } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Webhook } from '../trpc/outputs.ts';

const WebhookDialog = dynamic(() => import('./webhook-dialog.tsx').then((module) => module.WebhookDialog));
const RotateSecretDialog = dynamic(() =>
  import('./rotate-secret-dialog.tsx').then((module) => module.RotateSecretDialog),
);
const TypedNameDialog = dynamic(() =>
  import('../settings/typed-name-dialog.tsx').then((module) => module.TypedNameDialog),
);

type Act = 'change' | 'rotate' | 'delete';

export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [act, setAct] = useState<Act | null>(null);
  const { id, url, description, status } = webhook;
  const name = description || new URL(url).host;
  const events = useQuery({ ...trpc.webhooks.list.queryOptions(), enabled: act === 'change' });
  const refresh = () => queryClient.invalidateQueries(trpc.webhooks.pathFilter());
  const failed = (title: string) => (error: unknown) =>
    toast({ tone: 'danger', title, description: apiFailure(error).message });
  const check = useMutation(
    trpc.webhooks.test.mutationOptions({
      onSuccess: (answer) =>
        answer.error === null
          ? toast({ tone: 'positive', title: `The test event arrived in ${answer.duration_ms} ms` })
          : toast({ tone: 'danger', title: 'The test event did not arrive', description: answer.error }),
      onError: failed('The test event could not be sent'),
    }),
  );
  const update = useMutation(
    trpc.webhooks.update.mutationOptions({
      onSuccess: refresh,
      onError: failed(status === 'active' ? 'It could not be paused' : 'It could not be switched on'),
    }),
  );
  const remove = useMutation(
    trpc.webhooks.delete.mutationOptions({
      onSuccess: async () => {
        router.push('/settings/webhooks');
        await queryClient.invalidateQueries(trpc.webhooks.list.pathFilter());
        toast({ title: `${name} was deleted` });
      },
    }),
  );
  const close = () => setAct(null);

  return (
    <>
      <Button loading={check.isPending} onClick={() => check.mutate({ id })}>
        Send test event
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={`Actions for ${name}`}>
            <EllipsisVertical aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setAct('change')}>Change</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setAct('rotate')}>Rotate secret</DropdownMenuItem>
          <DropdownMenuItem
            onSelect={() => update.mutate({ id, status: status === 'active' ? 'disabled' : 'active' })}
          >
            {status === 'active' ? 'Pause' : 'Switch on'}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setAct('delete')}>Delete</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {act === 'change' && events.data ? (
        <WebhookDialog webhook={webhook} events={events.data.events} onClose={close} />
      ) : null}
      {act === 'rotate' ? <RotateSecretDialog webhook={webhook} onClose={close} /> : null}
      {act === 'delete' ? (
        <TypedNameDialog
          title="Delete webhook"
          description="It is sent nothing any more, and its log goes with it."
          name={name}
          verb="Delete webhook"
          pending={remove.isPending}
          failure={remove.error ? apiFailure(remove.error).message : null}
          onConfirm={() => remove.mutate({ id })}
          onClose={close}
        />
      ) : null}
    </>
  );
}
