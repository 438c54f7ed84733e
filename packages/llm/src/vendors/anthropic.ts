import { catalogueOf } from '../catalogue/catalogue-of.ts';
import { anthropicDialect } from '../dialects/anthropic/anthropic-dialect.ts';
import type { LlmEnv } from '../env.ts';
import { parseKeys } from '../keys/parse-keys.ts';
import type { Vendor } from './vendor.ts';

export function createAnthropic(env: LlmEnv): Vendor {
  return {
    id: 'anthropic',
    title: 'Anthropic',
    variable: 'ANTHROPIC_API_KEY',
    region: env.ANTHROPIC_REGION ?? null,
    keys: parseKeys(env.ANTHROPIC_API_KEY),
    wire: {
      baseUrl: env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com',
      dialect: anthropicDialect,
      passesRaw: false,
      check: '/v1/models',
    },
    models: () => catalogueOf('anthropic'),
  };
}
