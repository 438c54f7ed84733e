import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchTemplates, selectTemplatePage, type TemplateSearch } from '../index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { fillTemplates } from '../testing/fill-templates.ts';
import { queryAsAdmin } from '../testing/query-as-admin.ts';
import { type PlanNode, type PlanWatch, watchPlans } from './watch-plans.ts';

// Anybody may search, without signing in: what a search reads must not grow with what is listed. The milliseconds are
// measured by `bench/src/marketplace-search.ts`.
let database: TestDatabase;
let watch: PlanWatch;
beforeAll(async () => {
  database = await createTestDatabase();
  await fillTemplates(database.adminUrl, { templates: 3_000, teams: 300 });
  watch = watchPlans(database.adminUrl, 'custom');
});
afterAll(async () => {
  await watch.close();
  await database.drop();
});

const every: TemplateSearch = {
  ...{ asked: null, category: null, tags: null, freeOnly: false, sort: 'popular', after: null },
  limit: 25,
};

function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** What was read whole, and the most rows that one step took out of a table. */
async function lookedAt(work: () => Promise<unknown>) {
  const nodes = (await watch.plansOf(work)).flatMap(({ plan }) => nodesOf(plan));
  const ofTables = nodes.filter((node) => node['Relation Name'] !== undefined);
  return {
    tables: new Set(ofTables.map((node) => node['Relation Name'])),
    whole: ofTables
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => String(node['Relation Name'])),
    most: Math.max(
      ...ofTables.map((node) => (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)),
    ),
  };
}

const searches: Record<string, [Partial<TemplateSearch>, number]> = {
  // Pages in the order of an index: no more is read than is shown.
  popular: [{}, 30],
  recent: [{ sort: 'recent' }, 30],
  rating: [{ sort: 'rating' }, 30],
  cost: [{ sort: 'cost' }, 30],
  price: [{ sort: 'price' }, 30],
  // Ranked: of what every listing says, the best known.
  'a word of every listing': [{ asked: 'calculator', sort: 'relevance' }, 700],
  'a word that is mistyped': [{ asked: 'invoce', sort: 'relevance' }, 700],
  'three that are mistyped': [{ asked: 'carefull invioce clasifier', sort: 'relevance' }, 700],
  // The words that share a few letters with it are looked at.
  'nothing like it': [{ asked: 'zzyzx quokka', sort: 'relevance' }, 200],
};

test.each(Object.entries(searches))('%s: nothing is read whole', async (_name, [search, most]) => {
  const seen = await lookedAt(() => searchTemplates(watch.db, { ...every, ...search }));
  expect(seen.tables).toContain('templates');
  expect(seen.whole).toEqual([]);
  expect(seen.most).toBeLessThanOrEqual(most);
});

test('a listing is read by its keys', async () => {
  const seen = await lookedAt(() => selectTemplatePage(watch.db, `tpl_${'1'.padStart(26, '0')}`));
  expect(seen.tables).toContain('templates');
  expect(seen.whole).toEqual([]);
});

test('found when an index is gone', async () => {
  await queryAsAdmin(database.adminUrl, 'drop index public.templates_recent');
  const seen = await lookedAt(() => searchTemplates(watch.db, { ...every, sort: 'recent' }));
  expect(seen.most).toBeGreaterThan(1_000);
});
