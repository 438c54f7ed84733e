import { AppError, isAppError } from '@agent-factory/contracts';
import type { EmbeddingPort } from '@agent-factory/evals';
import type { CallOptions, Router } from '@agent-factory/llm';

/** What one comparison may cost at most, in 10⁻⁹ USD: a cent. */
const maxCostNanoUsd = 10_000_000;

/**
 * Vectors for `similarity` by `embedding`, by the cheapest provider's model, on the account that the test runs on. Hashed
 * words say no more than the words do, so the offline provider compares nothing. Where nobody offers vectors, or money or
 * policy is against it, the assertion is an error of the grader that says so: never a pass, never a zero.
 */
export function embeddingFor({
  router,
  bounds,
  signal,
}: {
  router: Pick<Router, 'embed'>;
  bounds: () => Promise<Omit<CallOptions, 'signal'>>;
  signal: AbortSignal;
}): EmbeddingPort {
  return {
    async embed(texts) {
      const given = await bounds();
      const denyModels = [...(given.denyModels ?? []), 'offline/*'];
      try {
        const { vectors, costNanoUsd } = await router.embed(
          { model: 'auto', input: texts, maxCostNanoUsd },
          { ...given, denyModels, signal },
        );
        return { vectors, costNanoUsd: costNanoUsd ?? 0 };
      } catch (error) {
        if (!isAppError(error) || error.code !== 'no_model_available') throw error;
        const message =
          'No model for embeddings is configured: compare by `edit`, or configure a provider that has one.';
        throw new AppError('no_model_available', message);
      }
    },
  };
}
