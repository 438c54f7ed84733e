import type { LlmEnv } from '../env.ts';
import { createOpenVendorClient } from '../http/open-vendor-client.ts';
import { createAnthropicProvider } from './anthropic/anthropic-provider.ts';
import { createOfflineProvider } from './offline/offline-provider.ts';
import { createOllamaProvider } from './ollama/ollama-provider.ts';
import { createOpenaiProvider } from './openai/openai-provider.ts';
import { createOpenaiCompatibleProvider } from './openai-compatible/openai-compatible-provider.ts';
import { createPerplexityProvider } from './perplexity/perplexity-provider.ts';
import type { Provider } from './provider.ts';

export interface ProviderOptions {
  offlinePaceMs: number;
  ollamaDefaultUrl: string | null;
  connectMs: number;
}

/** All vendors that there are, configured or not. */
export function createProviders(env: LlmEnv, options: ProviderOptions): readonly Provider[] {
  const openClient = createOpenVendorClient(options.connectMs);
  return [
    createOllamaProvider({ host: env.OLLAMA_HOST, defaultUrl: options.ollamaDefaultUrl }, openClient),
    createOpenaiProvider(env, openClient),
    createAnthropicProvider(env, openClient),
    createPerplexityProvider(env, openClient),
    createOpenaiCompatibleProvider(env, openClient),
    createOfflineProvider({ paceMs: options.offlinePaceMs }),
  ];
}
