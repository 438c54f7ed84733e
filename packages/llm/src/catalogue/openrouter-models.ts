import type { Described } from './described.ts';

/**
 * OpenRouter passes a call on to whoever serves the model, at prices that differ; what it charged is in its usage. Of
 * openrouter.ai/models (read 2026-11-21): open models that its own vendors above do not offer.
 */
export const openrouterModels: readonly Described[] = [
  {
    name: 'deepseek/deepseek-v3.2',
    title: 'DeepSeek V3.2 on OpenRouter',
    tier: 2,
    structuredOutput: false,
    contextTokens: 131_072,
    maxOutputTokens: 32_768,
  },
  {
    name: 'z-ai/glm-5.3',
    title: 'GLM 5.3 on OpenRouter',
    tier: 3,
    structuredOutput: false,
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
  },
  {
    name: 'moonshotai/kimi-k2.5',
    title: 'Kimi K2.5 on OpenRouter',
    tier: 2,
    structuredOutput: false,
    contextTokens: 262_144,
    maxOutputTokens: 32_768,
  },
];
