'use client';

import { Button, EmptyState, Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Cable, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { KeyRowsSkeleton } from '../keys/key-rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { ConnectionRow } from './connection-row.tsx';

const ConnectionDialog = dynamic(() =>
  import('./connection-dialog.tsx').then((module) => module.ConnectionDialog),
);
const ToolsDialog = dynamic(() => import('./tools-dialog.tsx').then((module) => module.ToolsDialog));

const here = '/settings/connections';

/** The connections; which dialog is open stands in the address. */
export function ConnectionsPanel() {
  const trpc = useTRPC();
  const router = useRouter();
  const search = useSearchParams();
  const connections = useQuery(trpc.connections.list.queryOptions());
  const items = connections.data?.items;
  const kinds = connections.data?.kinds ?? [];
  const named = (name: string) => items?.find(({ id }) => id === search.get(name));
  const changing = named('change');
  const shown = named('tools');
  const close = () => router.replace(here, { scroll: false });
  const add = (
    <Button
      variant={items?.length === 0 ? 'primary' : 'secondary'}
      onClick={() => router.replace(`${here}?add=1`, { scroll: false })}
    >
      <Plus aria-hidden="true" />
      Add connection
    </Button>
  );

  return (
    <Panel aria-label="Connections" aria-busy={connections.isPending}>
      <PanelHeader
        title="Connections"
        description="Tested when added, stored encrypted, used by this team’s runs alone"
        actions={items && items.length > 0 ? add : null}
      />
      {connections.isPending ? <KeyRowsSkeleton label="Loading the connections" /> : null}
      {connections.isError && items === undefined ? (
        <ApiErrorState
          error={connections.error}
          title="The connections could not be loaded"
          onRetry={() => connections.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={Cable}
          title="No connections"
          description="Agents use public MCP servers and APIs as they are. Add a connection where a service wants to know who asks."
          action={add}
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((connection) => (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              kind={kinds.find(({ id }) => id === connection.kind)}
              onOpen={(what) => router.replace(`${here}?${what}=${connection.id}`, { scroll: false })}
            />
          ))}
        </ul>
      ) : null}
      {connections.isSuccess && (search.has('add') || changing) ? (
        <ConnectionDialog kinds={kinds} connection={changing ?? null} onClose={close} />
      ) : null}
      {shown ? <ToolsDialog connection={shown} onClose={close} /> : null}
    </Panel>
  );
}
