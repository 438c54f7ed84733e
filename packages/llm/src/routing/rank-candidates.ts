import type { CatalogueModel, Tier } from '../catalogue/catalogue-model.ts';
import { costOf, worstCaseOf, worstRatesOf } from '../catalogue/cost-of.ts';
import type { ModelRequest, ModelTask } from '../model-port.ts';
import type { Provider } from '../providers/provider.ts';
import { type CountedInput, countInput } from '../tokens/count-tokens.ts';
import type { Candidate, DropCode, RouteVerdict } from './candidate.ts';

export interface Offer {
  provider: Provider;
  models: readonly CatalogueModel[];
}

/** The tier that a task asks for; models below it come last, and only when nothing better is there. */
export const tierOf: Record<ModelTask, Tier> = {
  simple_query: 1,
  classification: 1,
  research: 2,
  fact_checking: 2,
  complex_reasoning: 3,
  code_generation: 3,
};

/** How much a model writes for a task, for the expected price; a guess that only orders models. */
const typicalOutput: Record<ModelTask, number> = {
  simple_query: 200,
  classification: 30,
  research: 800,
  fact_checking: 400,
  complex_reasoning: 1200,
  code_generation: 1200,
};

/** Below this an answer is not worth its money, so a ceiling that pays for less drops the model. */
const shortestOutput = 128;

/**
 * Orders the models that can serve a request: whole answers before shortened ones, models of the task's tier
 * before weaker ones, then the cheapest expected first; pins keep the order in which the spec names them.
 * The table says of every model offered where it stands or why not.
 */
export function rankCandidates(
  request: ModelRequest,
  offers: readonly Offer[],
): { candidates: Candidate[]; table: RouteVerdict[] } {
  const counted = countInput(request);
  const offlineServes = offlineMayServe(request, offers);
  const candidates: Candidate[] = [];
  const dropped: RouteVerdict[] = [];

  for (const { provider, models } of offers) {
    for (const model of models) {
      const judged = judge(request, counted, provider, model, offlineServes);
      if ('code' in judged) {
        dropped.push({
          model: model.id,
          provider: provider.id,
          rank: null,
          dropped: { code: judged.code, reason: judged.reason },
          expectedNanoUsd: null,
          worstNanoUsd: judged.worstNanoUsd ?? null,
        });
      } else candidates.push(judged);
    }
  }

  const wanted = tierOf[request.task];
  candidates.sort((a, b) => compare(a, b, request, wanted));
  const chosen = candidates.map((candidate, rank) => ({
    model: candidate.model.id,
    provider: candidate.provider.id,
    rank,
    dropped: null,
    expectedNanoUsd: candidate.expectedNanoUsd,
    worstNanoUsd: candidate.worstNanoUsd,
  }));
  return { candidates, table: [...chosen, ...dropped] };
}

/** Offline never stands in for anything: it serves when nothing else is there, or when it alone is pinned. */
function offlineMayServe(request: ModelRequest, offers: readonly Offer[]): boolean {
  if (request.use.length > 0) return request.use.every((pin) => pin.startsWith('offline/'));
  return !offers.some(({ provider }) => provider.id !== 'offline' && provider.configured);
}

interface Drop {
  code: DropCode;
  reason: string;
  worstNanoUsd?: number;
}

function judge(
  request: ModelRequest,
  counted: CountedInput,
  provider: Provider,
  model: CatalogueModel,
  offlineServes: boolean,
): Candidate | Drop {
  if (request.use.length > 0 && !request.use.includes(model.id)) {
    return { code: 'not_pinned', reason: 'the spec pins other models' };
  }
  if (!provider.configured) return { code: 'not_configured', reason: `set ${provider.variable} to use it` };
  if (provider.id === 'offline' && !offlineServes) {
    return { code: 'not_needed', reason: 'a real provider is configured' };
  }
  if (request.tools.length > 0 && !model.tools) return { code: 'no_tools', reason: 'it cannot call tools' };
  if (model.price === null) {
    return { code: 'price_unknown', reason: 'its price is unknown, so no ceiling can hold it' };
  }
  const room = model.contextTokens - counted.expected;
  if (room < Math.min(request.maxOutputTokens, shortestOutput)) {
    return {
      code: 'context_too_small',
      reason: `the input of about ${counted.expected} tokens does not fit its ${model.contextTokens}`,
    };
  }
  const asked = Math.min(request.maxOutputTokens, model.maxOutputTokens, room);
  const atMost = counted.atMost + model.addedInputTokens;
  const inputWorst = worstCaseOf(model.price, atMost, 0);
  const { outputNanoUsd } = worstRatesOf(model.price, atMost);
  const affordable =
    outputNanoUsd === 0 ? asked : Math.floor((request.maxCostNanoUsd - inputWorst) / outputNanoUsd);
  const maxOutputTokens = Math.min(asked, affordable);
  if (inputWorst > request.maxCostNanoUsd || maxOutputTokens < Math.min(asked, shortestOutput)) {
    const worstNanoUsd = worstCaseOf(model.price, atMost, asked);
    return { code: 'over_ceiling', reason: 'its worst case costs more than the ceiling', worstNanoUsd };
  }
  const output = Math.min(typicalOutput[request.task], maxOutputTokens);
  return {
    model,
    provider,
    maxOutputTokens,
    expectedNanoUsd: costOf(model.price, { input: counted.expected, output, cachedInput: 0 }),
    worstNanoUsd: worstCaseOf(model.price, atMost, maxOutputTokens),
  };
}

function compare(a: Candidate, b: Candidate, request: ModelRequest, wanted: Tier): number {
  if (request.use.length > 0) return request.use.indexOf(a.model.id) - request.use.indexOf(b.model.id);
  return (
    misfit(a, request, wanted) - misfit(b, request, wanted) ||
    a.expectedNanoUsd - b.expectedNanoUsd ||
    (a.model.id < b.model.id ? -1 : 1)
  );
}

/** 0 for a model that does all that was asked; each shortcoming pushes it behind all that lack it. */
function misfit(candidate: Candidate, request: ModelRequest, wanted: Tier): number {
  const { model } = candidate;
  const asked = Math.min(request.maxOutputTokens, model.maxOutputTokens);
  return (
    Math.max(0, wanted - model.tier) * 4 +
    (candidate.maxOutputTokens < asked ? 2 : 0) +
    (request.outputSchema !== undefined && !model.structuredOutput ? 1 : 0)
  );
}
