import { catalogueOf } from '../catalogue/catalogue-of.ts';
import { groqDialect } from '../dialects/openai/openai-dialect.ts';
import type { LlmEnv } from '../env.ts';
import { parseKeys } from '../keys/parse-keys.ts';
import type { Vendor } from './vendor.ts';

export function createGroq(env: LlmEnv): Vendor {
  return {
    id: 'groq',
    title: 'Groq',
    variable: 'GROQ_API_KEY',
    region: env.GROQ_REGION ?? null,
    keys: parseKeys(env.GROQ_API_KEY),
    wire: {
      baseUrl: env.GROQ_BASE_URL ?? 'https://api.groq.com/openai/v1',
      dialect: groqDialect,
      passesRaw: true,
      check: '/models',
    },
    models: () => catalogueOf('groq'),
  };
}
