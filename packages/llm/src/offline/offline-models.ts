import { type CatalogueModel, describeModel } from '../catalogue/catalogue-model.ts';
import { priceOf } from '../catalogue/price.ts';

export const offlineModels: readonly CatalogueModel[] = [
  describeModel({
    provider: 'offline',
    name: 'extractive-1',
    title: 'Offline (rules, no language model)',
    tier: 1,
    contextTokens: 1_000_000,
    maxOutputTokens: 100_000,
    // It takes pictures and says that it does not see them, rather than refuse the call.
    vision: true,
    price: priceOf({ input: 0, output: 0, source: 'It runs inside this process.', asOf: '2026-11-21' }),
  }),
];
