'use client';

import { useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ListPanel } from '../lists/list-panel.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { ApiKey } from '../trpc/outputs.ts';
import { ApiKeyRow } from './api-key-row.tsx';
import type { KeyAct } from './key-act.ts';
import { RateNote } from './rate-note.tsx';

const NewApiKeyDialog = dynamic(() =>
  import('./new-api-key-dialog.tsx').then((module) => module.NewApiKeyDialog),
);
const EditApiKeyDialog = dynamic(() =>
  import('./edit-api-key-dialog.tsx').then((module) => module.EditApiKeyDialog),
);
const RotateApiKeyDialog = dynamic(() =>
  import('./rotate-api-key-dialog.tsx').then((module) => module.RotateApiKeyDialog),
);
const RevokeApiKeyDialog = dynamic(() =>
  import('./revoke-api-key-dialog.tsx').then((module) => module.RevokeApiKeyDialog),
);

export function ApiKeysPanel() {
  const trpc = useTRPC();
  const keys = useQuery(trpc.apiKeys.list.queryOptions());
  const router = useRouter();
  const creating = useSearchParams().has('new');
  const [acting, setActing] = useState<{ act: Exclude<KeyAct, 'end-overlap'>; key: ApiKey } | null>(null);
  const toast = useToast();
  const queryClient = useQueryClient();
  const endOverlap = useMutation(
    trpc.apiKeys.update.mutationOptions({
      onSuccess: async ({ name, hint }) => {
        await queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter());
        toast({ tone: 'positive', title: `${name} is ${hint} alone now` });
      },
      onError: (error) =>
        toast({
          tone: 'danger',
          title: 'The old secret could not be ended',
          description: apiFailure(error).message,
        }),
    }),
  );
  const onAct = (act: KeyAct, key: ApiKey) =>
    act === 'end-overlap' ? endOverlap.mutate({ id: key.id, end_overlap: true }) : setActing({ act, key });
  const close = () => setActing(null);
  const items = keys.data?.items;
  const alive = items?.filter(({ revoked_at }) => revoked_at === null);
  const revoked = items?.filter(({ revoked_at }) => revoked_at !== null) ?? [];

  return (
    <ListPanel
      title="API keys"
      description="For your programs"
      noun="API keys"
      query={keys}
      items={alive}
      add={{ label: 'New API key', onAdd: () => router.replace('/settings/keys?new=1', { scroll: false }) }}
      empty={{
        icon: KeyRound,
        description:
          'A key lets a program run your agents and call models through any OpenAI client, within the scopes that you give it.',
      }}
      row={(key) => <ApiKeyRow key={key.id} apiKey={key} onAct={(act) => onAct(act, key)} />}
    >
      {revoked.length > 0 ? (
        <p className="border-t px-4 py-2.5 text-muted text-xs">
          {revoked.length === 1 ? '1 key was revoked' : `${revoked.length} keys were revoked`}:{' '}
          {revoked.map(({ name }) => name).join(', ')}
        </p>
      ) : null}
      {keys.data ? <RateNote rate={keys.data.rate} /> : null}
      {creating ? (
        <NewApiKeyDialog onClose={() => router.replace('/settings/keys', { scroll: false })} />
      ) : null}
      {acting?.act === 'edit' ? <EditApiKeyDialog apiKey={acting.key} onClose={close} /> : null}
      {acting?.act === 'rotate' ? <RotateApiKeyDialog apiKey={acting.key} onClose={close} /> : null}
      {acting?.act === 'revoke' ? <RevokeApiKeyDialog apiKey={acting.key} onClose={close} /> : null}
    </ListPanel>
  );
}
