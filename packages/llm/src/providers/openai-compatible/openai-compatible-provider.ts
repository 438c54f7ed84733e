import { describeModel } from '../../catalogue/catalogue-model.ts';
import type { LlmEnv, NamedModel } from '../../env.ts';
import type { OpenVendorClient } from '../../http/open-vendor-client.ts';
import { once } from '../once.ts';
import type { Provider } from '../provider.ts';

/** Any service that speaks OpenAI's chat completions, with the models and prices that its owner names. */
export function createOpenaiCompatibleProvider(env: LlmEnv, openClient: OpenVendorClient): Provider {
  const baseUrl = env.OPENAI_COMPATIBLE_BASE_URL;
  const models = env.OPENAI_COMPATIBLE_MODELS.map(describe);
  const load = once(async () => {
    const [{ createCompletions }, client] = await Promise.all([
      import('../openai/stream-completions.ts'),
      openClient(),
    ]);
    // Many such services take no key, but the SDK insists on one.
    const apiKey = env.OPENAI_COMPATIBLE_API_KEY ?? 'none';
    return createCompletions({ baseUrl: baseUrl ?? '', apiKey, client, lateSystem: true });
  });
  return {
    id: 'openai-compatible',
    configured: baseUrl !== undefined,
    variable: 'OPENAI_COMPATIBLE_BASE_URL',
    models: async () => models,
    knownModels: () => models,
    open: async (call, signal) => (await load())(call, signal),
  };
}

/** Nothing is known of such a model but what the variable says, so it is taken for a good middling one. */
function describe({ name, price, contextTokens }: NamedModel) {
  return describeModel({
    provider: 'openai-compatible',
    name,
    title: name,
    tier: 2,
    contextTokens,
    maxOutputTokens: contextTokens,
    price,
  });
}
