import { isAppError, type TeamId } from '@agent-factory/contracts';
import type { Services } from '../service-context.ts';
import { withoutHashedVectors } from './without-hashed-vectors.ts';

/** What is spent on one call at most, in 10⁻⁹ USD: ten cents. */
const maxCostNanoUsd = 100_000_000;
const timeoutMs = 60_000;

/**
 * Vectors of texts, on the team's account, by a provider's model; `auto` lets the router choose. Null where nobody
 * offers any, where the team's money or policy is against it, or where the provider fails: then words have to do.
 * Throws where that cannot be known at the moment.
 */
export async function embedTexts(
  services: Services,
  { teamId, model, input }: { teamId: TeamId; model: string; input: readonly string[] },
): Promise<{ model: string; vectors: readonly (readonly number[])[] } | null> {
  try {
    const options = await withoutHashedVectors(services, teamId);
    const { model: used, vectors } = await services.router.embed(
      { model, input, maxCostNanoUsd },
      { ...options, signal: AbortSignal.timeout(timeoutMs) },
    );
    return { model: used, vectors };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'unavailable') throw error;
    if (error.code !== 'no_model_available') services.onError(error, { teamId, part: 'embeddings' });
    return null;
  }
}
