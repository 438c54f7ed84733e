import { catalogueOf } from '../catalogue/catalogue-of.ts';
import { geminiDialect } from '../dialects/gemini/gemini-dialect.ts';
import type { LlmEnv } from '../env.ts';
import { parseKeys } from '../keys/parse-keys.ts';
import type { Vendor } from './vendor.ts';

export function createGemini(env: LlmEnv): Vendor {
  return {
    id: 'gemini',
    title: 'Google Gemini',
    variable: 'GEMINI_API_KEY',
    region: env.GEMINI_REGION ?? null,
    keys: parseKeys(env.GEMINI_API_KEY),
    wire: {
      baseUrl: env.GEMINI_BASE_URL ?? 'https://generativelanguage.googleapis.com/v1beta',
      dialect: geminiDialect,
      passesRaw: false,
      check: '/models',
    },
    models: () => catalogueOf('gemini'),
  };
}
