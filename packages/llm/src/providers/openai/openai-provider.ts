import { openaiModels } from '../../catalogue/openai-models.ts';
import type { LlmEnv } from '../../env.ts';
import type { OpenVendorClient } from '../../http/open-vendor-client.ts';
import { once } from '../once.ts';
import type { Provider } from '../provider.ts';

export function createOpenaiProvider(env: LlmEnv, openClient: OpenVendorClient): Provider {
  const load = once(async () => {
    const [{ createCompletions }, client] = await Promise.all([
      import('./stream-completions.ts'),
      openClient(),
    ]);
    return createCompletions({
      baseUrl: env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
      apiKey: env.OPENAI_API_KEY ?? '',
      client,
      lateSystem: true,
    });
  });
  return {
    id: 'openai',
    configured: env.OPENAI_API_KEY !== undefined,
    variable: 'OPENAI_API_KEY',
    models: async () => openaiModels,
    knownModels: () => openaiModels,
    open: async (call, signal) => (await load())(call, signal),
  };
}
