import { type AppError, isAppError } from '@agent-factory/contracts';
import type { EgressClient } from '../egress/egress-client.ts';

export interface WatchedEgress {
  client: EgressClient;
  /** What the last exchange was refused for, in our own words; null while none was. */
  refusal(): AppError | null;
  /** Rejects once a body breaks off; never resolves. */
  broken: Promise<never>;
}

/**
 * An egress client that remembers why an exchange failed: SDKs wrap, swallow or retry what `fetch` rejects with, and
 * our own words say best what was wrong.
 */
export function watchedEgress(egress: EgressClient): WatchedEgress {
  let last: AppError | null = null;
  const { promise: broken, reject } = Promise.withResolvers<never>();
  broken.catch(() => {});
  /** What was cancelled was cancelled from here, for a reason that the caller knows. */
  const noted = (error: unknown): boolean => {
    if (!isAppError(error) || error.code === 'cancelled') return false;
    last = error;
    return true;
  };
  async function* watched(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* body;
    } catch (error) {
      if (noted(error)) reject(error);
      throw error;
    }
  }
  return {
    client: {
      ...egress,
      async open(input) {
        try {
          const answer = await egress.open(input);
          last = null;
          return { ...answer, body: watched(answer.body) };
        } catch (error) {
          noted(error);
          throw error;
        }
      },
    },
    refusal: () => last,
    broken,
  };
}
