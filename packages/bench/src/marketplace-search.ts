/**
 * Searches of the marketplace over 10,000 listed templates, as `GET /v1/marketplace/templates` asks them, one after
 * another over one connection (bar: p95 < 30 ms). `node packages/bench/src/marketplace-search.ts`; `BENCH_ROUNDS` how
 * often each is asked. Beside the wall clock it says what Postgres' processes took of the CPU, which neighbours on the
 * machine stretch less.
 */
import { cpus, loadavg } from 'node:os';
import { searchTemplates, type TemplateSearch } from '@agent-factory/db';
import { createTestDatabase, fillTemplates, queryAsAdmin, startTestServer } from '@agent-factory/db/testing';
import { postgresCpuUs } from './api-reads/postgres-cpu.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 40);
const templates = 10_000;
const bar = 30;

const every: TemplateSearch = {
  ...{ asked: null, category: null, tags: null, freeOnly: false, sort: 'popular', after: null },
  limit: 25,
};
const asked = (words: string, more: Partial<TemplateSearch> = {}): TemplateSearch => ({
  ...every,
  asked: words,
  sort: 'relevance',
  ...more,
});
const searches: Record<string, TemplateSearch> = {
  'popular, first page': every,
  recent: { ...every, sort: 'recent' },
  'best rated': { ...every, sort: 'rating' },
  'lowest cost': { ...every, sort: 'cost' },
  'lowest price, free': { ...every, sort: 'price', freeOnly: true },
  'a category, popular': { ...every, category: 'finance' },
  'a category and a tag': { ...every, category: 'finance', tags: ['tag-7'] },
  'one word of many templates': asked('invoice'),
  'a word of every template': asked('calculator'),
  'a word of every template, popular': asked('calculator', { sort: 'popular' }),
  'two words': asked('careful invoice'),
  'three words': asked('careful invoice classifier'),
  'a word half typed': asked('classif'),
  'one letter': asked('c'),
  'a word mistyped': asked('invoce'),
  'two words mistyped': asked('carefull clasifier'),
  'three words mistyped': asked('carefull invioce clasifier'),
  'nothing like it': asked('zzyzx quokka'),
  'words and a category': asked('invoice review', { category: 'finance' }),
};

const stand = await startTestServer(undefined);
const database = await createTestDatabase({ maxConnections: 1, server: stand });
try {
  await fillTemplates(database.adminUrl, { templates, teams: 500 });
  const [server] = await queryAsAdmin<{ pid: number }>(
    database.adminUrl,
    "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer as pid",
  );
  const postmaster = server?.pid ?? 0;
  const [cpu] = cpus();
  console.log(
    `search of the marketplace · ${cpus().length} × ${cpu?.model} · Node ${process.version} · ${templates} templates · ` +
      `load of the machine before: ${loadavg()[0]?.toFixed(1)}`,
  );
  for (const search of Object.values(searches)) await searchTemplates(database.db, search);
  const all: number[] = [];
  for (const [name, search] of Object.entries(searches)) {
    const took: number[] = [];
    const cpuBefore = postgresCpuUs(postmaster);
    let found = 0;
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      found = (await searchTemplates(database.db, search)).length;
      took.push(performance.now() - begun);
    }
    const cpuMs = (postgresCpuUs(postmaster) - cpuBefore) / 1_000 / rounds;
    all.push(...took);
    console.log(
      `${name.padEnd(36)} p50 ${ms(percentile(took, 0.5))} p95 ${ms(percentile(took, 0.95))} · CPU ${ms(cpuMs)} · ${found} found`,
    );
  }
  const p95 = percentile(all, 0.95);
  console.log(
    `all: p50 ${ms(percentile(all, 0.5))} p95 ${ms(p95)} (bar ${bar}: ${p95 < bar ? 'met' : 'missed'}) p99 ${ms(percentile(all, 0.99))}`,
  );
} finally {
  await database.drop();
  await stand.stop();
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`.padStart(9);
}
