import { readFileSync, writeFileSync } from 'node:fs';
import { findProvider, type ModelPrice } from '@pydantic/genai-prices';
import { type TableVendor, tableVendors } from './table-vendors.ts';

/**
 * Writes the tables beside this file from the data in @pydantic/genai-prices: `pnpm --filter @agent-factory/llm prices`.
 * They are kept in the repository, so that a change of a price is seen before it counts.
 */
const asOf = process.argv[2];
if (asOf === undefined || !/^\d{4}-\d\d-\d\d$/.test(asOf)) {
  throw new Error('Say the day on which that version of the data was published: make-tables.ts YYYY-MM-DD');
}
const manifest = new URL('../package.json', import.meta.resolve('@pydantic/genai-prices'));
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

/** The words of a table and the data's. */
const keys = {
  in: 'input_mtok',
  out: 'output_mtok',
  reasoning: 'output_reasoning_mtok',
  cached: 'cache_read_mtok',
  write: 'cache_write_mtok',
  hour: 'cache_write_1h_mtok',
} as const;

for (const [vendor, known] of Object.entries(tableVendors)) {
  const lines = linesOf(known);
  const head = [
    `# Chat models and their prices, in USD per million tokens and USD per request, search and image.`,
    `# From @pydantic/genai-prices ${version} (MIT License, Copyright (c) Pydantic Services Inc. 2025 to present).`,
    `# source ${known.source}`,
    `# asOf ${asOf}`,
  ];
  writeFileSync(new URL(`${vendor}.tsv`, import.meta.url), `${[...head, ...lines].join('\n')}\n`);
}

function linesOf(known: TableVendor): string[] {
  const provider = findProvider({ providerId: known.id });
  if (provider === undefined) throw new Error(`The data knows no vendor "${known.id}".`);
  const lines = new Map<string, string>();
  for (const model of provider.models) {
    if (model.deprecated === true || /^retired on\b/i.test(model.price_comments ?? '')) continue;
    const prices = Array.isArray(model.prices)
      ? model.prices.map(({ prices: from, constraint }) => ({
          at: constraint === undefined ? '' : 'start_date' in constraint ? constraint.start_date : null,
          text: sayPrice(from, model.id),
        }))
      : [{ at: '', text: sayPrice(model.prices, model.id) }];
    // A price by the time of day, or one without a rate for text, is no price that a ceiling can be held by.
    if (prices.some(({ at, text }) => at === null || text === null)) continue;
    const current = prices.findLast(({ at }) => at !== null && at <= (asOf ?? ''));
    const later = prices.filter(({ at }) => at !== null && at > (asOf ?? ''));
    const price = [current?.text, ...later.map(({ at, text }) => `@${at} ${text}`)].join('; ');
    for (const name of namesOf(model)) {
      if (!known.chat(name) || lines.has(name)) continue;
      lines.set(name, [name, model.name ?? name, model.context_window ?? '', price].join('\t'));
    }
  }
  return [...lines.values()].sort();
}

/** The model's own name and those that mean it; `-latest` names move on, and the data does not always follow. */
function namesOf(model: { id: string; match: object }): string[] {
  const either =
    'or' in model.match && Array.isArray(model.match.or) ? (model.match.or as object[]) : [model.match];
  const aliases = either.flatMap((one) =>
    'equals' in one && typeof one.equals === 'string' ? [one.equals] : [],
  );
  return [model.id, ...aliases.filter((name) => !name.endsWith('-latest') && !name.includes('@'))];
}

function sayPrice(price: ModelPrice, name: string): string | null {
  if (Object.keys(price).length === 0) return name.endsWith(':free') ? 'in=0 out=0' : null;
  if (price.input_mtok === undefined || price.output_mtok === undefined) return null;
  const starts = new Set<number>();
  for (const value of Object.values(price)) {
    if (typeof value === 'object') for (const { start } of value.tiers) starts.add(start);
  }
  const rates = (above: number) =>
    Object.entries(keys).flatMap(([short, key]) => {
      const value = price[key];
      if (value === undefined) return [];
      const tier =
        typeof value === 'number' ? undefined : value.tiers.findLast(({ start }) => start <= above);
      return [`${short}=${typeof value === 'number' ? value : (tier?.price ?? value.base)}`];
    });
  const fee = (short: string, key: string) =>
    typeof price[key] === 'number' ? [`${short}=${Number((price[key] / 1000).toFixed(9))}`] : [];
  return [
    [...rates(-1), ...fee('request', 'requests_kcount'), ...fee('search', 'web_searches_kcount')].join(' '),
    ...[...starts].sort((a, b) => a - b).map((start) => `>${start} ${rates(start).join(' ')}`),
  ].join('; ');
}
