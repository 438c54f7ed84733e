import { anthropicModels } from '../../catalogue/anthropic-models.ts';
import type { LlmEnv } from '../../env.ts';
import type { OpenVendorClient } from '../../http/open-vendor-client.ts';
import { once } from '../once.ts';
import type { Provider } from '../provider.ts';

export function createAnthropicProvider(env: LlmEnv, openClient: OpenVendorClient): Provider {
  const load = once(async () => {
    const [{ createMessages }, client] = await Promise.all([import('./stream-messages.ts'), openClient()]);
    return createMessages({
      baseUrl: env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com',
      apiKey: env.ANTHROPIC_API_KEY ?? '',
      client,
    });
  });
  return {
    id: 'anthropic',
    configured: env.ANTHROPIC_API_KEY !== undefined,
    variable: 'ANTHROPIC_API_KEY',
    models: async () => anthropicModels,
    knownModels: () => anthropicModels,
    open: async (call, signal) => (await load())(call, signal),
  };
}
