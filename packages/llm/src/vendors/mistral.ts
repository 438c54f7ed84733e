import { catalogueOf } from '../catalogue/catalogue-of.ts';
import { mistralDialect } from '../dialects/openai/openai-dialect.ts';
import type { LlmEnv } from '../env.ts';
import { parseKeys } from '../keys/parse-keys.ts';
import type { Vendor } from './vendor.ts';

export function createMistral(env: LlmEnv): Vendor {
  return {
    id: 'mistral',
    title: 'Mistral',
    variable: 'MISTRAL_API_KEY',
    region: env.MISTRAL_REGION ?? null,
    keys: parseKeys(env.MISTRAL_API_KEY),
    wire: {
      baseUrl: env.MISTRAL_BASE_URL ?? 'https://api.mistral.ai/v1',
      dialect: mistralDialect,
      passesRaw: false,
      check: '/models',
    },
    models: () => catalogueOf('mistral'),
  };
}
