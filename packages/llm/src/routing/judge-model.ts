import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import { affordableOutput, costOf, worstCaseOf } from '../catalogue/cost-of.ts';
import type { Price } from '../catalogue/price.ts';
import type { ModelRequest, ModelTask } from '../model-port.ts';
import { type CountedInput, inputFor } from '../tokens/count-tokens.ts';
import type { Candidate, DropCode, Offer } from './candidate.ts';
import { typicalOutput } from './task-traits.ts';
import type { Bound } from './tightest-bound.ts';

/** Below this an answer is not worth its money, so a ceiling that pays for less drops the model. */
const shortestOutput = 128;

/** A model that is out, with what the explanation needs to say why. */
export interface Drop {
  offer: Offer;
  model: CatalogueModel;
  code: DropCode;
  bound: Bound;
  inputTokens: number;
  expectedNanoUsd: number | null;
  worstNanoUsd: number | null;
}

/** An offer that somebody pays for. */
export type PaidOffer = Offer & { payer: 'platform' | 'team' };

export function dropOf(
  offer: Offer,
  model: CatalogueModel,
  code: DropCode,
  bound: Bound,
  inputTokens: number,
): Drop {
  return { offer, model, code, bound, inputTokens, expectedNanoUsd: null, worstNanoUsd: null };
}

/** What an able model would cost, or why its length or price rules it out. */
export function judgeCost(
  request: ModelRequest,
  task: ModelTask,
  counted: CountedInput,
  offer: PaidOffer,
  model: CatalogueModel,
  bound: Bound,
): Candidate | Drop {
  const input = inputFor(counted, model);
  const room = model.contextTokens - input.expected;
  if (room < Math.min(request.maxOutputTokens, shortestOutput)) {
    return dropOf(offer, model, 'context_too_small', bound, input.expected);
  }
  const asked = Math.min(request.maxOutputTokens, model.maxOutputTokens, room);
  const { price } = model;
  if (price === null) {
    if (bound !== null || !request.use.includes(model.id)) {
      return dropOf(offer, model, 'price_unknown', bound, input.expected);
    }
    return candidate(offer, model, asked, null, null);
  }
  const most = {
    input: input.atMost + model.addedInputTokens,
    output: asked,
    images: input.images,
    searches: model.addedSearches,
  };
  if (bound !== null) {
    const affordable = affordableOutput(price, most, bound.nanoUsd);
    most.output = Math.min(asked, affordable);
    if (most.output < Math.min(asked, shortestOutput)) {
      const code = bound.by === 'request' ? 'over_ceiling' : 'over_cap';
      return {
        ...dropOf(offer, model, code, bound, input.expected),
        expectedNanoUsd: expectedCost(price, input, asked, task),
        worstNanoUsd: worstCaseOf(price, { ...most, output: asked }),
      };
    }
  }
  const expected = expectedCost(price, input, most.output, task);
  return candidate(offer, model, most.output, expected, worstCaseOf(price, most));
}

function expectedCost(price: Price, input: CountedInput, maxOutputTokens: number, task: ModelTask): number {
  const output = Math.min(typicalOutput[task], maxOutputTokens);
  return costOf(price, { input: input.expected, output, images: input.images });
}

function candidate(
  offer: PaidOffer,
  model: CatalogueModel,
  maxOutputTokens: number,
  expectedNanoUsd: number | null,
  worstNanoUsd: number | null,
): Candidate {
  const { provider, payer, region } = offer;
  return { model, provider, payer, region, maxOutputTokens, expectedNanoUsd, worstNanoUsd };
}
