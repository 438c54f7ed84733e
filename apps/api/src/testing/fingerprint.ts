import type pg from 'pg';
import { countChanges } from './change-counter.ts';

/** What stands in each table, by its name. */
export type Fingerprint = Record<string, string>;

/**
 * A reader of digests of every row there is, jobs included; but for when and from where a key was last used, which any
 * call notes. Whoever asks again before anything was written is answered without a look at the rows.
 */
export function openFingerprints(admin: pg.Client): () => Promise<Fingerprint> {
  let counting: ReturnType<typeof countChanges> | undefined;
  let last: { count: string; digests: Fingerprint } | undefined;
  return async () => {
    counting ??= countChanges(admin);
    // Counted first: what is written while the rows are read makes the next one look again.
    const count = await (await counting)();
    if (last?.count !== count) last = { count, digests: await readDigests(admin) };
    return last.digests;
  };
}

async function readDigests(admin: pg.Client): Promise<Fingerprint> {
  const { rows } = await admin.query<{ name: string; digest: string }>(`
    select table_schema || '.' || table_name as name,
      (xpath('/row/digest/text()', query_to_xml(format(
        'select md5(coalesce(string_agg(row, e''\\n'' order by row), '''')) as digest
         from (select (to_jsonb(t) - ''last_used_at'' - ''last_used_from'')::text as row from %I.%I t) rows',
        table_schema, table_name), false, true, '')))[1]::text as digest
    from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
