import type { AppRouter } from '@agent-factory/api';
import type { TeamId } from '@agent-factory/contracts';
import { createTRPCClient, httpLink } from '@trpc/client';
import { headers } from 'next/headers';
import { webEnv } from '../env.ts';
import { visitorAddress, webHopHeaders } from '../gateway/visitor-address.ts';
import type { WebSession } from '../session/session-cookies.ts';

/** The API as this server calls it on behalf of a session, in one of its teams: the personal one where none is named. */
export function apiAs(session: WebSession | null, teamId: TeamId | null) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${webEnv().apiUrl}/trpc`,
        headers: async () => ({
          ...(session === null ? {} : { authorization: `Bearer ${session.accessToken}` }),
          ...(teamId === null ? {} : { 'x-team-id': teamId }),
          ...webHopHeaders(visitorAddress(await headers()), webEnv().webHopSecret),
        }),
      }),
    ],
  });
}
