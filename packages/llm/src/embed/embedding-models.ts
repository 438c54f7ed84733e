import { type CatalogueModel, describeModel } from '../catalogue/catalogue-model.ts';
import { priceOf } from '../catalogue/price.ts';
import { hashEmbeddingModel } from '../offline/hash-embedding.ts';

const prices = 'https://github.com/pydantic/genai-prices';

function embedding(provider: string, name: string, usdPerMillion: number, source = prices): CatalogueModel {
  return describeModel({
    provider,
    name,
    title: name,
    tier: 1,
    tools: false,
    structuredOutput: false,
    contextTokens: 8_192,
    maxOutputTokens: 0,
    price: priceOf({ input: usdPerMillion, output: 0, source, asOf: '2026-09-23' }),
  });
}

const [, offlineName = ''] = hashEmbeddingModel.split('/');

/** Models that turn text into vectors, with the price of their input; the first of a vendor is its choice for `auto`. */
export const embeddingModels: readonly CatalogueModel[] = [
  embedding('openai', 'text-embedding-3-small', 0.02),
  embedding('openai', 'text-embedding-3-large', 0.13),
  embedding('mistral', 'mistral-embed', 0.1),
  embedding('gemini', 'gemini-embedding-001', 0.15),
  embedding('offline', offlineName, 0, 'It runs inside this process.'),
];
