import { AppError, isAppError } from '@agent-factory/contracts';
import type { Price } from './catalogue/price.ts';
import { parseLlmEnv } from './env.ts';
import type { ModelEvent, ModelPort, ModelRequest } from './model-port.ts';
import { createProviders } from './providers/create-providers.ts';
import type { ProviderEvent } from './providers/provider.ts';
import { isProviderError, ProviderError } from './providers/provider-error.ts';
import type { RouteVerdict } from './routing/candidate.ts';
import { finishOf } from './routing/finish-of.ts';
import { noCandidate } from './routing/no-candidate.ts';
import { type Opened, openChain } from './routing/open-chain.ts';
import { rankCandidates } from './routing/rank-candidates.ts';
import { defaultTimeouts, type Timeouts } from './routing/timeouts.ts';

export interface RouterConfig {
  /** The vendors' own variables (`OPENAI_API_KEY`, …); see `env.ts`. */
  env: Readonly<Record<string, string | undefined>>;
  /** Pause of the offline provider between two pieces, so that a person sees it stream; 0 by default. */
  offlinePaceMs?: number;
  /** Where an Ollama is looked for when OLLAMA_HOST is not set; null to not look. */
  ollamaDefaultUrl?: string | null;
  timeouts?: Partial<Timeouts>;
  /** How often a chain that failed for passing reasons is gone through again; 2 by default. */
  retries?: number;
  /** The longest `Retry-After` that is waited for, in milliseconds; 10,000 by default. */
  longestWaitMs?: number;
}

/** A model as `models()` lists it. */
export interface RouterModel {
  id: string;
  provider: string;
  title: string;
  configured: boolean;
  /** What to set to have it. */
  variable: string;
  tier: number;
  tools: boolean;
  vision: boolean;
  structuredOutput: boolean;
  searches: boolean;
  contextTokens: number;
  maxOutputTokens: number;
  price: Price | null;
}

export interface Router extends ModelPort {
  /** All models of the catalogue and those that Ollama last offered, configured ones first. */
  models(): readonly RouterModel[];
  /** Where each model stands for a request and why the others were dropped, without calling any. */
  explain(request: ModelRequest): Promise<readonly RouteVerdict[]>;
}

/** Throws AppError `invalid_input` when a variable is malformed; makes no connection until first used. */
export function createRouter(config: RouterConfig): Router {
  const timeouts = { ...defaultTimeouts, ...config.timeouts };
  const providers = createProviders(parseLlmEnv(config.env), {
    offlinePaceMs: config.offlinePaceMs ?? 0,
    ollamaDefaultUrl:
      config.ollamaDefaultUrl === undefined ? 'http://127.0.0.1:11434' : config.ollamaDefaultUrl,
    connectMs: timeouts.connectMs,
  });
  const chain = {
    timeouts,
    retries: config.retries ?? 2,
    longestWaitMs: config.longestWaitMs ?? 10_000,
  };

  async function route(request: ModelRequest, signal: AbortSignal) {
    const offers = await Promise.all(
      providers.map(async (provider) => ({
        provider: { title: provider.id, ...provider },
        models: await provider.models(signal),
        payer: provider.configured ? ('platform' as const) : null,
        region: null,
      })),
    );
    const route = rankCandidates(request, { offers, healthOf: () => 'closed', latencyOf: () => null });
    return { route, offers };
  }

  async function* stream(
    request: ModelRequest,
    options: { signal: AbortSignal },
  ): AsyncGenerator<ModelEvent> {
    const scope = new AbortController();
    const forward = () => scope.abort(options.signal.reason);
    options.signal.addEventListener('abort', forward, { once: true });
    if (options.signal.aborted) forward();
    const clock = setTimeout(() => scope.abort(tooLong(timeouts.totalMs)), timeouts.totalMs);
    let opened: Opened | undefined;
    try {
      scope.signal.throwIfAborted();
      const { route: found, offers } = await route(request, scope.signal);
      const { candidates } = found;
      if (candidates.length === 0) throw noCandidate(request, found, offers);
      opened = await openChain(request, candidates, chain, scope.signal);
      let written = '';
      // One loop and no delegation: each `yield*` between the vendor and the reader costs every piece of text.
      for (
        let event: ProviderEvent | null = opened.opening;
        event !== null;
        event = await opened.attempt.next()
      ) {
        switch (event.type) {
          case 'progress':
            break;
          case 'text':
            written += event.text;
            yield event;
            break;
          case 'tool_call':
            written += event.call.name + JSON.stringify(event.call.arguments);
            yield event;
            break;
          case 'finish':
            yield finishOf(event, request, opened, written);
            return;
        }
      }
      throw new ProviderError('truncated', 'its answer was cut off');
    } catch (error) {
      throw asAppError(error, scope.signal, opened);
    } finally {
      opened?.attempt.close();
      clearTimeout(clock);
      options.signal.removeEventListener('abort', forward);
    }
  }

  return {
    stream,
    models: () =>
      providers
        .flatMap((provider) =>
          provider
            .knownModels()
            .map(({ name: _, temperature: __, effort: ___, addedInputTokens: ____, ...model }) => ({
              ...model,
              configured: provider.configured,
              variable: provider.variable,
            })),
        )
        .sort((a, b) => Number(b.configured) - Number(a.configured)),
    explain: async (request) => (await route(request, AbortSignal.timeout(timeouts.connectMs))).route.table,
  };
}

function tooLong(totalMs: number): AppError {
  return new AppError('timed_out', `No model finished within ${totalMs} ms.`);
}

function asAppError(error: unknown, signal: AbortSignal, opened: Opened | undefined): unknown {
  if (isAppError(error)) return error;
  if (signal.aborted) return new AppError('cancelled', 'The call was cancelled.', { cause: error });
  if (!isProviderError(error)) return error;
  const model = opened?.candidate.model.id ?? 'The model';
  return new AppError('provider_failed', `${model} failed in the middle of its answer: ${error.message}.`, {
    cause: error,
  });
}
