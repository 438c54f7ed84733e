import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
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
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveIfSignedOut }),
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
}
