import {
  AppError,
  type MarketplaceFacets,
  searchTemplatesInputSchema,
  type TemplatesPage,
  templateCategories,
  templateIdSchema,
} from '@agent-factory/contracts';
import { searchTemplates as search, selectMarketplaceFacets } from '@agent-factory/db';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { Services } from '../service-context.ts';
import { cardView } from './template-view.ts';

/** A page of what is listed, for anybody. Errors: `invalid_input`. */
export async function searchTemplates({
  services,
  input,
}: {
  services: Pick<Services, 'db'>;
  input: z.input<typeof searchTemplatesInputSchema>;
}): Promise<TemplatesPage> {
  const asked = parseInput(searchTemplatesInputSchema, input);
  const q = asked.q === undefined || asked.q === '' ? null : asked.q;
  const sort = asked.sort ?? (q === null ? 'popular' : 'relevance');
  const tags = (asked.tags ?? '')
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '');
  const rows = await search(services.db, {
    asked: q,
    category: asked.category ?? null,
    tags: tags.length === 0 ? null : tags,
    freeOnly: asked.free === 'true',
    sort,
    after: asked.cursor === undefined ? null : decodePlace(asked.cursor, sort),
    limit: asked.limit + 1,
  });
  const page = rows.slice(0, asked.limit);
  const last = page.at(-1);
  return {
    items: page.map(cardView),
    next_cursor:
      rows.length > asked.limit && last !== undefined
        ? encodePlace({ sort, key: last.sortKey, id: last.id })
        : null,
  };
}

/** How many listed templates each category and the most used tags have, for anybody. */
export async function readMarketplaceFacets({
  services,
}: {
  services: Pick<Services, 'db'>;
}): Promise<MarketplaceFacets> {
  const { categories, tags } = await selectMarketplaceFacets(services.db);
  return {
    categories: templateCategories.map((category) => ({ category, count: categories[category] ?? 0 })),
    tags,
  };
}

const placeSchema = z.strictObject({
  sort: z.string(),
  /** A number or an instant, as Postgres wrote it. */
  key: z.string().regex(/^[0-9.:+ -]{1,40}$/),
  id: templateIdSchema,
});

function encodePlace(place: z.infer<typeof placeSchema>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** A place in another order leads nowhere. */
function decodePlace(cursor: string, sort: string): z.infer<typeof placeSchema> {
  const parsed = placeSchema.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (parsed.success && parsed.data.sort === sort && isPlace(parsed.data.key, sort)) return parsed.data;
  throw new AppError(
    'invalid_input',
    'cursor: take it unchanged from "next_cursor" of the page before, with the same sort.',
  );
}

/** What is no such value would be an error of the database's. */
function isPlace(key: string, sort: string): boolean {
  if (sort === 'recent') return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/.test(key);
  if (sort === 'relevance' || sort === 'rating') return /^\d{1,9}(\.\d{1,9})?$/.test(key);
  return sort === 'cost' ? /^\d{1,16}$/.test(key) : /^\d{1,9}$/.test(key);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
