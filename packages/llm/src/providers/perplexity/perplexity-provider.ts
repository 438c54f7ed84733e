import { perplexityModels } from '../../catalogue/perplexity-models.ts';
import type { LlmEnv } from '../../env.ts';
import type { OpenVendorClient } from '../../http/open-vendor-client.ts';
import type { VendorClient } from '../../http/vendor-client.ts';
import { once } from '../once.ts';
import type { Provider, ProviderCall, ProviderEvent } from '../provider.ts';
import { isProviderError } from '../provider-error.ts';
import { alternateTurns } from './alternate-turns.ts';
import { collectSources } from './collect-sources.ts';
import { withSources } from './with-sources.ts';

/**
 * Perplexity, by its Agent API; a service that does not know it (a gateway, an older proxy) is spoken to in chat
 * completions from then on. Which one it is shows before any piece of an answer.
 */
export function createPerplexityProvider(env: LlmEnv, openClient: OpenVendorClient): Provider {
  let speaksAgent = true;
  const load = once(async () => {
    const [{ createAgent }, { createCompletions }, client] = await Promise.all([
      import('./stream-agent.ts'),
      import('../openai/stream-completions.ts'),
      openClient(),
    ]);
    const endpointOf = (sources: string[]) => ({
      baseUrl: env.PERPLEXITY_BASE_URL ?? 'https://api.perplexity.ai/v1',
      apiKey: env.PERPLEXITY_API_KEY ?? '',
      client: {
        ...client,
        stream: (...request: Parameters<VendorClient['stream']>) =>
          collectSources(client.stream(...request), sources),
      },
      lateSystem: false,
    });
    return { createAgent, createCompletions, endpointOf };
  });

  async function* speak(call: ProviderCall, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    const { createAgent, createCompletions, endpointOf } = await load();
    const sources: string[] = [];
    const endpoint = endpointOf(sources);
    // An answer of a schema has no place for a list below it.
    const cited = (events: AsyncIterable<ProviderEvent>) =>
      call.outputSchema === undefined ? withSources(events, sources) : events;
    let began = false;
    if (speaksAgent) {
      try {
        for await (const event of cited(createAgent(endpoint)(call, signal))) {
          began = true;
          yield event;
        }
        return;
      } catch (error) {
        const unknown = isProviderError(error) && ['unknown_model', 'truncated'].includes(error.kind);
        if (began || !unknown || signal.aborted) throw error;
        speaksAgent = false;
      }
    }
    const alternating = { ...call, messages: alternateTurns(call.messages) };
    yield* cited(createCompletions(endpoint)(alternating, signal));
  }

  return {
    id: 'perplexity',
    configured: env.PERPLEXITY_API_KEY !== undefined,
    variable: 'PERPLEXITY_API_KEY',
    models: async () => perplexityModels,
    knownModels: () => perplexityModels,
    open: async (call, signal) => speak(call, signal),
  };
}
