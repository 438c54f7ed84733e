import { anthropicModels } from './anthropic-models.ts';
import { type CatalogueModel, describeModel } from './catalogue-model.ts';
import type { Described } from './described.ts';
import { geminiModels } from './gemini-models.ts';
import { groqModels } from './groq-models.ts';
import { mistralModels } from './mistral-models.ts';
import { openaiModels } from './openai-models.ts';
import { openrouterModels } from './openrouter-models.ts';
import { perplexityModels } from './perplexity-models.ts';
import { readTable, type TableRow } from './tables/read-table.ts';
import { vendorTraits } from './vendor-traits.ts';

const described = {
  openai: openaiModels,
  anthropic: anthropicModels,
  gemini: geminiModels,
  mistral: mistralModels,
  groq: groqModels,
  openrouter: openrouterModels,
  perplexity: perplexityModels,
} satisfies Record<string, readonly Described[]>;

/** A vendor whose models stand in the catalogue. */
export type CatalogueVendor = keyof typeof described;
export const catalogueVendors = Object.keys(described) as CatalogueVendor[];

const kept = new Map<CatalogueVendor, { models: readonly CatalogueModel[]; untilMs: number }>();

/**
 * All models of a vendor, read on first use: those described here, which may be chosen, and behind them all others
 * of its table, which may be pinned. The same array until a price in it changes by its date.
 */
export function catalogueOf(vendor: CatalogueVendor, nowMs?: number): readonly CatalogueModel[] {
  const before = kept.get(vendor);
  // Every call asks; the clock is looked at only for tables in which a price ends.
  if (before?.untilMs === Infinity) return before.models;
  const now = nowMs ?? Date.now();
  if (before !== undefined && now < before.untilMs) return before.models;
  const rows = readTable(vendor, new Date(now).toISOString().slice(0, 10));
  const byName = new Map(rows.map((row) => [row.name, row]));
  const own: readonly Described[] = described[vendor];
  const models = own.map((model) =>
    describeModel({
      ...model,
      provider: vendor,
      price: model.price ?? byName.get(model.name)?.price ?? null,
    }),
  );
  for (const { name } of own) byName.delete(name);
  for (const row of byName.values()) models.push(undescribed(vendor, row));
  const until = rows.flatMap((row) => (row.until === null ? [] : [row.until])).sort()[0];
  kept.set(vendor, { models, untilMs: until === undefined ? Infinity : Date.parse(until) });
  return models;
}

/** Long enough for most, short enough to be refused by few. */
const cautious = { contextTokens: 32_768, maxOutputTokens: 16_384 };

function undescribed(vendor: CatalogueVendor, row: TableRow): CatalogueModel {
  const contextTokens = row.contextTokens ?? cautious.contextTokens;
  return describeModel({
    provider: vendor,
    name: row.name,
    title: row.title,
    tier: 1,
    pinOnly: true,
    structuredOutput: false,
    contextTokens,
    maxOutputTokens: Math.min(cautious.maxOutputTokens, Math.ceil(contextTokens / 2)),
    ...vendorTraits[vendor]?.(row.name),
    price: row.price,
  });
}
