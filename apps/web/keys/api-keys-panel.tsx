'use client';

import { useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ListPanel } from '../lists/list-panel.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { ApiKey } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';
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
  const say = useWords('keys');
  const trpc = useTRPC();
  const keys = useQuery(trpc.apiKeys.list.queryOptions());
  const router = useRouter();
  const creating = useSearchParams().has('new');
  const [acting, setActing] = useState<{ act: Exclude<KeyAct, 'end-overlap'>; key: ApiKey } | null>(null);
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  const endOverlap = useMutation(
    trpc.apiKeys.update.mutationOptions({
      onSuccess: async ({ name, hint }) => {
        await queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter());
        toast({ tone: 'positive', title: say('aloneNow', { name, hint }) });
      },
      onError: (error) =>
        toast({
          tone: 'danger',
          title: say('overlapNotEnded'),
          description: tellFailure(error),
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
      title={say('apiKeys')}
      description={say('forPrograms')}
      noun={{ loading: say('loadingApiKeys'), failed: say('apiKeysFailed'), none: say('noApiKeys') }}
      query={keys}
      items={alive}
      add={{
        label: say('newApiKey'),
        onAdd: () => router.replace('/settings/keys?new=1', { scroll: false }),
      }}
      empty={{
        icon: KeyRound,
        description: say('apiKeysHint'),
      }}
      row={(key) => <ApiKeyRow key={key.id} apiKey={key} onAct={(act) => onAct(act, key)} />}
    >
      {revoked.length > 0 ? (
        <p className="border-t px-4 py-2.5 text-muted text-xs">
          {say('revokedKeys', {
            count: revoked.length,
            names: revoked.map(({ name }) => name).join(', '),
          })}
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
