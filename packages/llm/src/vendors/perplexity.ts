import { catalogueOf } from '../catalogue/catalogue-of.ts';
import { perplexityDialect } from '../dialects/openai/openai-dialect.ts';
import { perplexityAgentDialect } from '../dialects/perplexity/perplexity-agent-dialect.ts';
import type { LlmEnv } from '../env.ts';
import { parseKeys } from '../keys/parse-keys.ts';
import type { Vendor } from './vendor.ts';

/** Perplexity by its Agent API; proxies and gateways that do not know it speak chat completions (decision 0122). */
export function createPerplexity(env: LlmEnv): Vendor {
  return {
    id: 'perplexity',
    title: 'Perplexity',
    variable: 'PERPLEXITY_API_KEY',
    region: env.PERPLEXITY_REGION ?? null,
    keys: parseKeys(env.PERPLEXITY_API_KEY),
    wire: {
      baseUrl: env.PERPLEXITY_BASE_URL ?? 'https://api.perplexity.ai/v1',
      dialect: perplexityAgentDialect,
      olderDialect: perplexityDialect,
      passesRaw: false,
      check: '/responses',
      checkByEmptyPost: true,
    },
    models: () => catalogueOf('perplexity'),
  };
}
