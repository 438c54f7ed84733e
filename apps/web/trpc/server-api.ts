import type { AppRouter } from '@agent-factory/api';
import { createTRPCClient, httpLink } from '@trpc/client';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { webEnv } from '../env.ts';
import { readSession } from '../session/session-cookies.ts';

/** The API as server components call it, on behalf of the visitor whose request they answer. */
export const serverApi = cache(async () => {
  const session = readSession(await cookies());
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${webEnv().apiUrl}/trpc`,
        headers: session === null ? {} : { authorization: `Bearer ${session.accessToken}` },
      }),
    ],
  });
});
