import { describeModel } from '../catalogue/catalogue-model.ts';
import { compatibleDialect } from '../dialects/openai/openai-dialect.ts';
import type { LlmEnv, NamedModel } from '../env.ts';
import { parseKeys } from '../keys/parse-keys.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { Vendor } from './vendor.ts';

const keyless: readonly VendorKey[] = [
  { ownKeyId: null, payer: 'platform', secret: null, baseUrl: null, weight: 1 },
];

/** Any service that speaks OpenAI's chat completions, with the models and prices that its owner names. */
export function createOpenaiCompatible(env: LlmEnv): Vendor {
  const models = env.OPENAI_COMPATIBLE_MODELS.map(describeNamed);
  const given = parseKeys(env.OPENAI_COMPATIBLE_API_KEY);
  // Many such services take no key.
  const keys = given.length > 0 ? given : keyless;
  return {
    id: 'openai-compatible',
    title: 'OpenAI-compatible service',
    variable: 'OPENAI_COMPATIBLE_BASE_URL',
    region: env.OPENAI_COMPATIBLE_REGION ?? null,
    keys: env.OPENAI_COMPATIBLE_BASE_URL === undefined ? [] : keys,
    wire: {
      baseUrl: env.OPENAI_COMPATIBLE_BASE_URL ?? null,
      dialect: compatibleDialect,
      passesRaw: true,
      check: '/models',
    },
    models: () => models,
    anyModel: true,
  };
}

/** Nothing is known of such a model but what the variable says, so it is taken for a good middling one. */
function describeNamed({ name, price, contextTokens }: NamedModel) {
  return describeModel({
    provider: 'openai-compatible',
    name,
    title: name,
    tier: 2,
    contextTokens,
    maxOutputTokens: contextTokens,
    price,
  });
}
