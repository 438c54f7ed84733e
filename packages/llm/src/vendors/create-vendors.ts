import type { LlmEnv } from '../env.ts';
import type { Pools } from '../transport/open-pools.ts';
import { createAnthropic } from './anthropic.ts';
import { createGemini } from './gemini.ts';
import { createGroq } from './groq.ts';
import { createMistral } from './mistral.ts';
import { createOffline } from './offline.ts';
import { createOllama } from './ollama.ts';
import { createOpenai } from './openai.ts';
import { createOpenaiCompatible } from './openai-compatible.ts';
import { createOpenrouter } from './openrouter.ts';
import { createPerplexity } from './perplexity.ts';
import type { Vendor } from './vendor.ts';

/** All vendors that there are, configured or not. */
export function createVendors(
  env: LlmEnv,
  pools: Pools,
  options: { ollamaDefaultUrl: string | null },
): readonly Vendor[] {
  return [
    createOllama(
      { host: env.OLLAMA_HOST, defaultUrl: options.ollamaDefaultUrl, region: env.OLLAMA_REGION ?? null },
      pools,
    ),
    createOpenai(env),
    createAnthropic(env),
    createGemini(env),
    createMistral(env),
    createGroq(env),
    createOpenrouter(env),
    createPerplexity(env),
    createOpenaiCompatible(env),
    createOffline(),
  ];
}
