'use client';

import type { AppRouter } from '@agent-factory/api';
import type { TeamId } from '@agent-factory/contracts';
import { QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { type ReactNode, useState } from 'react';
import { TRPCProvider } from './context.ts';
import { createQueryClient } from './query-client.ts';

/** Calls are made in the given team, or in none for visitors. Gives every component below it `useTRPC()`: typed queries, mutations and live subscriptions. */
export function ApiProvider({ teamId, children }: { teamId?: TeamId; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  // In the address, since a stream of events can carry no header.
  const url = teamId === undefined ? '/api/trpc' : `/api/trpc?team=${teamId}`;
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: (operation) => operation.type === 'subscription',
          true: httpSubscriptionLink({ url }),
          false: httpLink({ url }),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
