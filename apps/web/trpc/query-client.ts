import { MutationCache, QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query';
import { apiFailure } from './api-failure.ts';

/**
 * Signed out elsewhere, or for too long, or asked for a second factor by now: back to the door, and from there to the
 * page that was open.
 */
function leaveIfSignedOut(error: unknown): void {
  const { code } = apiFailure(error);
  if (code !== 'unauthenticated' && code !== 'second_factor_required') return;
  const door = code === 'unauthenticated' ? '/sign-in' : '/second-factor';
  const here = location.pathname + location.search;
  location.assign(`${door}?next=${encodeURIComponent(here)}`);
}

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        leaveIfSignedOut(error);
        askForTeam(client, error, query.queryKey);
      },
    }),
    mutationCache: new MutationCache({ onError: leaveIfSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // Only what can pass by itself is tried again; a refusal stays a refusal.
        retry: (count, error) =>
          count < 2 && ['offline', 'unavailable', 'internal'].includes(apiFailure(error).code),
      },
    },
  });
  return client;
}

/** What was there a moment ago and is not may mean that the team is closed to the visitor: `TeamWatch` asks and says so. */
function askForTeam(client: QueryClient, error: unknown, key: QueryKey): void {
  const isItself = JSON.stringify(key).includes('"me","get"');
  if (apiFailure(error).code === 'not_found' && !isItself)
    void client.invalidateQueries({ queryKey: [['me', 'get']] });
}
