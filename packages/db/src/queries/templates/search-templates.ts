import type { TemplateCategory, TemplateId, TemplateLicence, TemplateSort } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

export interface TemplateHit {
  id: TemplateId;
  title: string;
  summary: string;
  category: TemplateCategory;
  tags: string[];
  priceMinor: number;
  currency: string;
  licence: TemplateLicence;
  publisher: string;
  purchasesCount: number;
  ratingCount: number;
  ratingSum: number;
  listedAt: Date;
  costP50NanoUsd: number | null;
  kind: 'Agent' | 'Team';
  versionNumber: number;
  passRate: { value: number; low: number; high: number } | null;
  /** What its tools may do, each once. */
  effects: ('read' | 'write' | 'money')[];
  picture: string | null;
  /** What it is sorted by, as text; with the id the place of the next page. */
  sortKey: string;
}

export interface TemplateSearch {
  asked: string | null;
  category: TemplateCategory | null;
  tags: readonly string[] | null;
  freeOnly: boolean;
  sort: TemplateSort;
  after: { key: string; id: TemplateId } | null;
  limit: number;
}

/** What is listed, for anybody. */
export async function searchTemplates(database: Database, search: TemplateSearch): Promise<TemplateHit[]> {
  return inTransaction(
    database,
    'agent_factory_member',
    {},
    async (tx) => {
      const { rows } = await sql<TemplateHit>`
        select id, title, summary, category, tags, price_minor as "priceMinor", currency, licence, publisher,
          purchases_count as "purchasesCount", rating_count as "ratingCount", rating_sum as "ratingSum",
          listed_at as "listedAt", cost_p50_nano_usd as "costP50NanoUsd", kind, version_number as "versionNumber",
          pass_rate as "passRate", effects, picture, sort_key as "sortKey"
        from app.search_templates(${search.asked}, ${search.category}, ${search.tags}::text[], ${search.freeOnly},
          ${search.sort}, ${search.after?.key ?? null}, ${search.after?.id ?? null}, ${search.limit}::integer)`.execute(
        tx,
      );
      return rows;
    },
    'behind',
  );
}

/** A listing as its page shows it (`app.template_page` says which fields); undefined where none is listed. */
export async function selectTemplatePage(
  database: Database,
  templateId: TemplateId,
): Promise<Record<string, unknown> | undefined> {
  return inTransaction(
    database,
    'agent_factory_member',
    {},
    async (tx) => {
      const { rows } = await sql<{ page: Record<string, unknown> | null }>`
        select app.template_page(${templateId}) as page`.execute(tx);
      return rows[0]?.page ?? undefined;
    },
    'behind',
  );
}

export interface FacetsRow {
  categories: Record<string, number>;
  tags: { tag: string; count: number }[];
}

export async function selectMarketplaceFacets(database: Database): Promise<FacetsRow> {
  return inTransaction(
    database,
    'agent_factory_member',
    {},
    async (tx) => {
      const { rows } = await sql<{ facets: FacetsRow }>`select app.marketplace_facets() as facets`.execute(
        tx,
      );
      return rows[0]?.facets ?? { categories: {}, tags: [] };
    },
    'behind',
  );
}
