import { z } from 'zod';
import { type CatalogueModel, describeModel, type Tier } from '../catalogue/catalogue-model.ts';
import { priceOf } from '../catalogue/price.ts';

const tagsSchema = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      details: z.object({ parameter_size: z.string().nullish() }).nullish(),
    }),
  ),
});

const shownSchema = z.object({
  capabilities: z.array(z.string()).nullish(),
  model_info: z.record(z.string(), z.unknown()).nullish(),
});

/** What a machine at home can hold in memory; a model's own limit is often far above it. */
const largestContext = 32_768;

/** Asks an Ollama for the JSON at a path, with a body where there is one; null for an error status. */
export type AskOllama = (path: string, body: object | null) => Promise<unknown>;

/** The models that an Ollama has, by its `/api/tags` and `/api/show`; throws when it does not answer. */
export async function listOllamaModels(ask: AskOllama): Promise<CatalogueModel[]> {
  const { models } = tagsSchema.parse(await ask('/api/tags', null));
  const described = await Promise.all(models.map((tag) => describe(ask, tag)));
  return described.filter((model) => model !== null);
}

async function describe(
  ask: AskOllama,
  tag: z.infer<typeof tagsSchema>['models'][number],
): Promise<CatalogueModel | null> {
  const shown = shownSchema.safeParse(await ask('/api/show', { model: tag.name })).data;
  // Versions before 0.6.4 name no capabilities; a model that turns out to lack one answers with an error.
  const can = shown?.capabilities ?? (/embed/i.test(tag.name) ? [] : ['completion', 'tools']);
  if (!can.includes('completion')) return null;
  const context = Object.entries(shown?.model_info ?? {}).find(([key]) =>
    key.endsWith('.context_length'),
  )?.[1];
  return describeModel({
    provider: 'ollama',
    name: tag.name,
    title: tag.name,
    tier: tierOf(tag.details?.parameter_size),
    tools: can.includes('tools'),
    vision: can.includes('vision'),
    contextTokens: Math.min(largestContext, typeof context === 'number' ? context : 4_096),
    maxOutputTokens: largestContext,
    price: priceOf({ input: 0, output: 0, source: 'It runs on a machine of your own.', asOf: '2026-11-21' }),
  });
}

/** By size, in billions of parameters (`3.2B`). */
function tierOf(size: string | null | undefined): Tier {
  const billions = Number.parseFloat(size ?? '') / (size?.endsWith('M') ? 1000 : 1);
  if (!(billions >= 12)) return 1;
  return billions >= 60 ? 3 : 2;
}
