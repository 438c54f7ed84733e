import { catalogueOf } from '../catalogue/catalogue-of.ts';
import { openrouterDialect } from '../dialects/openai/openai-dialect.ts';
import type { LlmEnv } from '../env.ts';
import { parseKeys } from '../keys/parse-keys.ts';
import type { Vendor } from './vendor.ts';

export function createOpenrouter(env: LlmEnv): Vendor {
  return {
    id: 'openrouter',
    title: 'OpenRouter',
    variable: 'OPENROUTER_API_KEY',
    region: env.OPENROUTER_REGION ?? null,
    keys: parseKeys(env.OPENROUTER_API_KEY),
    wire: {
      baseUrl: env.OPENROUTER_BASE_URL ?? 'https://openrouter.ai/api/v1',
      dialect: openrouterDialect,
      passesRaw: true,
      check: '/key',
    },
    models: () => catalogueOf('openrouter'),
  };
}
