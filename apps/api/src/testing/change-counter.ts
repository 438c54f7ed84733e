import type pg from 'pg';

/**
 * Counts every change of a row in a test's database, jobs included; but for when and from where a key was last used,
 * which any call notes. A sequence counts, so a change that is rolled back counts too: the same number twice means that
 * nothing was written in between, and a digest of all rows need not be taken again. What is made later is not counted.
 *
 * @returns a function that answers with the count.
 */
export async function countChanges(admin: pg.Client): Promise<() => Promise<string>> {
  await admin.query(`
    create schema change_counter;
    create sequence change_counter.changes;
    create function change_counter.count() returns trigger language plpgsql as $count$
    begin
      if tg_op <> 'UPDATE'
        or to_jsonb(new) - '{last_used_at,last_used_from}'::text[]
          is distinct from to_jsonb(old) - '{last_used_at,last_used_from}'::text[] then
        perform nextval('change_counter.changes');
      end if;
      return null;
    end $count$;
    grant usage on schema change_counter to public;
    grant usage on sequence change_counter.changes to public;
    do $$
    declare
      written regclass;
    begin
      for written in
        select oid from pg_class
        where relkind in ('r', 'p') and not relispartition
          and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      loop
        execute format('create trigger zz_counted after insert or update or delete on %s
          for each row execute function change_counter.count()', written);
        execute format('create trigger zz_counted_emptied after truncate on %s
          for each statement execute function change_counter.count()', written);
      end loop;
    end $$`);
  return async () => {
    const { rows } = await admin.query<{ changes: string }>(
      'select last_value::text || is_called::text as changes from change_counter.changes',
    );
    return rows[0]?.changes ?? '';
  };
}
