'use client';

import {
  Button,
  EmptyState,
  ErrorState,
  Panel,
  PanelHeader,
  RelativeTime,
  Skeleton,
} from '@agent-factory/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { EnrolDialog } from './enrol-dialog.tsx';
import { type AuthenticatorApp, readSecondFactor } from './read-second-factor.ts';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';
import { RemoveAppDialog } from './remove-app-dialog.tsx';

const queryKey = ['second-factor'];

export function SecondFactorPanel() {
  const queryClient = useQueryClient();
  const state = useQuery({
    queryKey,
    retry: false,
    queryFn: async () => {
      const read = await readSecondFactor();
      if ('error' in read) throw new Error(read.error);
      return read;
    },
  });
  const [open, setOpen] = useState<'enrol' | 'codes' | null>(null);
  const [removing, setRemoving] = useState<AuthenticatorApp | null>(null);
  const refetch = () => queryClient.invalidateQueries({ queryKey });
  const apps = state.data?.apps ?? [];
  const codes = state.data?.recoveryCodes ?? null;
  const add = (
    <Button variant={apps.length === 0 ? 'primary' : 'secondary'} onClick={() => setOpen('enrol')}>
      <Plus aria-hidden="true" />
      Add an app
    </Button>
  );

  return (
    <Panel aria-label="Second factor" aria-busy={state.isPending}>
      <PanelHeader
        title="Authenticator app"
        description="A second factor beside your password"
        actions={apps.length > 0 ? add : null}
      />
      {state.isPending ? (
        <div role="status" aria-label="Loading your second factors" className="p-4">
          <Skeleton className="h-10" />
        </div>
      ) : null}
      {state.isError ? (
        <ErrorState
          title="Your second factors could not be loaded"
          description={state.error.message}
          onRetry={() => state.refetch()}
        />
      ) : null}
      {state.data && apps.length === 0 ? (
        <EmptyState
          icon={ShieldCheck}
          title="No second factor"
          description="With one, a stolen password alone opens nothing."
          action={add}
          className="py-10"
        />
      ) : null}
      {apps.length > 0 ? (
        <ul className="divide-y divide-border">
          {apps.map((app) => (
            <li key={app.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <p className="min-w-0 flex-1 truncate font-medium text-sm">{app.name}</p>
              <p className="text-muted text-xs">
                Added <RelativeTime iso={app.createdAt} />
              </p>
              <Button size="sm" onClick={() => setRemoving(app)} aria-label={`Remove ${app.name}`}>
                Remove
              </Button>
            </li>
          ))}
          <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-48">
              <p className="font-medium text-sm">Recovery codes</p>
              <p className="text-muted text-xs">
                {codes === null
                  ? 'None yet. Without them a lost phone is a lost account.'
                  : `${codes.remaining} of ${codes.total} are left. Each opens the door once when the app is gone.`}
              </p>
            </div>
            <Button size="sm" onClick={() => setOpen('codes')}>
              {codes === null ? 'Make codes' : 'Make new ones'}
            </Button>
          </li>
        </ul>
      ) : null}
      {open === 'enrol' ? (
        <EnrolDialog
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(codes === null ? 'codes' : null);
            return refetch();
          }}
        />
      ) : null}
      {open === 'codes' ? (
        <RecoveryCodesDialog
          again={codes !== null}
          onClose={() => {
            setOpen(null);
            return refetch();
          }}
        />
      ) : null}
      {removing ? (
        <RemoveAppDialog
          app={removing}
          last={apps.length === 1}
          onClose={() => {
            setRemoving(null);
            return refetch();
          }}
        />
      ) : null}
    </Panel>
  );
}
