'use client';

import { useQuery } from '@tanstack/react-query';
import { Cable } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { ListPanel } from '../lists/list-panel.tsx';
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

  return (
    <ListPanel
      title="Connections"
      description="Tested when added, stored encrypted, used by this team’s runs alone"
      noun="connections"
      query={connections}
      items={items}
      add={{ label: 'Add connection', onAdd: () => router.replace(`${here}?add=1`, { scroll: false }) }}
      empty={{
        icon: Cable,
        description:
          'Agents use public MCP servers and APIs as they are. Add a connection where a service wants to know who asks.',
      }}
      row={(connection) => (
        <ConnectionRow
          key={connection.id}
          connection={connection}
          kind={kinds.find(({ id }) => id === connection.kind)}
          onOpen={(what) => router.replace(`${here}?${what}=${connection.id}`, { scroll: false })}
        />
      )}
    >
      {connections.isSuccess && (search.has('add') || changing) ? (
        <ConnectionDialog kinds={kinds} connection={changing ?? null} onClose={close} />
      ) : null}
      {shown ? <ToolsDialog connection={shown} onClose={close} /> : null}
    </ListPanel>
  );
}
