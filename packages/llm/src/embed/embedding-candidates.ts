import { AppError } from '@agent-factory/contracts';
import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import { describeModel } from '../catalogue/catalogue-model.ts';
import { costOf, worstCaseOf } from '../catalogue/cost-of.ts';
import { priceOf } from '../catalogue/price.ts';
import type { CallOffer } from '../chain/call-offers.ts';
import type { CallOptions, EmbedRequest } from '../model-port.ts';
import { allowsModel } from '../routing/allows-model.ts';
import type { Candidate } from '../routing/candidate.ts';
import { tightestBound } from '../routing/tightest-bound.ts';
import { estimateTokens } from '../tokens/estimate-tokens.ts';
import { embeddingModels } from './embedding-models.ts';

/** Input tokens of an embedding: what it will probably be, and what it cannot exceed. */
export interface EmbedCount {
  expected: number;
  atMost: number;
}

export function countTexts(input: readonly string[]): EmbedCount {
  let expected = 0;
  let atMost = 0;
  for (const text of input) {
    expected += estimateTokens(text);
    // No tokenizer makes more tokens than bytes; some add a mark at either end.
    atMost += Buffer.byteLength(text) + 2;
  }
  return { expected, atMost };
}

/**
 * Who can embed the texts, cheapest first; the hashed vectors of this process only by name or where nothing else is
 * there. Throws AppError that says why nobody can.
 */
export function embeddingCandidates(
  request: EmbedRequest,
  offers: readonly CallOffer[],
  options: Pick<CallOptions, 'allowModels' | 'denyModels' | 'regions' | 'caps'>,
  counted: EmbedCount,
): Candidate[] {
  const wanted =
    request.model === 'auto'
      ? embeddingModels
      : [
          modelNamed(
            request.model,
            offers.map(({ provider }) => provider.id),
          ),
        ];
  const reasons: string[] = [];
  let tooDear = false;
  const found = wanted.flatMap((model): Candidate[] => {
    const offer = offers.find(({ provider }) => provider.id === model.provider);
    const drop = (reason: string) => {
      reasons.push(`${model.id}: ${reason}`);
      return [];
    };
    if (offer === undefined) return [];
    const { provider, payer, region } = offer;
    if (payer === null) return drop(`set ${provider.variable} to use it`);
    if (provider.wire !== null && provider.wire.dialect.embeddings === undefined) {
      return drop('it offers no embeddings');
    }
    if (!allowsModel(options, model.id)) return drop('the team’s model policy does not allow it');
    if (options.regions !== undefined && (region === null || !options.regions.includes(region))) {
      return drop('it does not serve from an allowed region');
    }
    const bound = tightestBound(request.maxCostNanoUsd, options.caps, payer);
    if (model.price === null && bound !== null)
      return drop('its price is unknown, so no ceiling can hold it');
    const worst =
      model.price === null ? null : worstCaseOf(model.price, { input: counted.atMost, output: 0 });
    if (bound !== null && worst !== null && worst > bound.nanoUsd) {
      tooDear = true;
      return drop('its worst case costs more than the ceiling');
    }
    const expected =
      model.price === null ? null : costOf(model.price, { input: counted.expected, output: 0 });
    return [
      { model, provider, payer, region, maxOutputTokens: 0, expectedNanoUsd: expected, worstNanoUsd: worst },
    ];
  });
  const real = found.filter(({ provider }) => provider.id !== 'offline');
  const candidates = real.length > 0 ? real : found;
  if (candidates.length > 0) {
    return candidates.sort((a, b) => (a.expectedNanoUsd ?? 0) - (b.expectedNanoUsd ?? 0));
  }
  throw new AppError(
    tooDear ? 'cost_ceiling' : 'no_model_available',
    `No model can embed this. ${reasons.join('; ')}.`,
  );
}

/** A model that is not listed may be named too: its owner knows it, and nobody its price. */
function modelNamed(id: string, vendors: readonly string[]): CatalogueModel {
  const listed = embeddingModels.find((model) => model.id === id);
  if (listed !== undefined) return listed;
  const slash = id.indexOf('/');
  const provider = id.slice(0, Math.max(0, slash));
  if (provider === 'offline' || !vendors.includes(provider)) {
    throw new AppError('not_found', `There is no embedding model "${id}".`);
  }
  const name = id.slice(slash + 1);
  const free = { input: 0, output: 0, source: 'It runs on a machine of your own.', asOf: '2026-11-21' };
  return describeModel({
    provider,
    name,
    title: name,
    tier: 1,
    contextTokens: 8_192,
    maxOutputTokens: 0,
    price: provider === 'ollama' ? priceOf(free) : null,
  });
}
