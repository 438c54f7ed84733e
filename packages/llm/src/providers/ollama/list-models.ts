import { z } from 'zod';
import { type CatalogueModel, describeModel, type Tier } from '../../catalogue/catalogue-model.ts';
import { priceOf } from '../../catalogue/price.ts';

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

/** The models that an Ollama has, by its `/api/tags` and `/api/show`; throws when it does not answer. */
export async function listOllamaModels(
  baseUrl: string,
  fetch: typeof globalThis.fetch,
): Promise<CatalogueModel[]> {
  const { models } = tagsSchema.parse(await json(await fetch(`${baseUrl}/api/tags`)));
  const described = await Promise.all(models.map((tag) => describe(baseUrl, fetch, tag)));
  return described.filter((model) => model !== null);
}

async function describe(
  baseUrl: string,
  fetch: typeof globalThis.fetch,
  tag: z.infer<typeof tagsSchema>['models'][number],
): Promise<CatalogueModel | null> {
  const shown = await show(baseUrl, fetch, tag.name);
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

async function show(baseUrl: string, fetch: typeof globalThis.fetch, model: string) {
  const answer = await fetch(`${baseUrl}/api/show`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model }),
  });
  if (!answer.ok) return null;
  return shownSchema.safeParse(await answer.json()).data ?? null;
}

async function json(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new Error(`Ollama answered with ${answer.status}`);
  return await answer.json();
}

/** By size, in billions of parameters (`3.2B`). */
function tierOf(size: string | null | undefined): Tier {
  const billions = Number.parseFloat(size ?? '') / (size?.endsWith('M') ? 1000 : 1);
  if (!(billions >= 12)) return 1;
  return billions >= 60 ? 3 : 2;
}
