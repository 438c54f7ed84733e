import { catalogueOf } from '../catalogue/catalogue-of.ts';
import { openaiDialect } from '../dialects/openai/openai-dialect.ts';
import type { LlmEnv } from '../env.ts';
import { parseKeys } from '../keys/parse-keys.ts';
import type { Vendor } from './vendor.ts';

export function createOpenai(env: LlmEnv): Vendor {
  return {
    id: 'openai',
    title: 'OpenAI',
    variable: 'OPENAI_API_KEY',
    region: env.OPENAI_REGION ?? null,
    keys: parseKeys(env.OPENAI_API_KEY),
    wire: {
      baseUrl: env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
      dialect: openaiDialect,
      passesRaw: true,
      check: '/models',
    },
    models: () => catalogueOf('openai'),
  };
}
