-- Several words, each of them perhaps mistyped, in any order: compared one by one with what a listing says.
create or replace function app.search_templates(
  asked text, in_category text, with_tags text[], free_only boolean, sort text, after_key text, after_id text,
  at_most integer
)
  returns table (
    id text, title text, summary text, category text, tags text[], price_minor integer, currency text, licence text,
    publisher text, purchases_count integer, rating_count integer, rating_sum integer, listed_at timestamptz,
    cost_p50_nano_usd bigint, kind text, version_number integer, pass_rate jsonb, effects text[], picture text, sort_key text
  )
  language plpgsql stable security definer set search_path = '' set pg_trgm.word_similarity_threshold = '0.5'
as $$
declare
  words text[] := array(
    select w from regexp_split_to_table(lower(coalesce(asked, '')), '[^[:alnum:]]+') w where w <> '' limit 12
  );
  -- Of a word of two letters hardly anything can be told apart.
  long_words text[] := array(select w from unnest(words) w where char_length(w) > 2);
  wanted tsquery;
  fuzzy boolean := false;
  found integer;
  key_of text;
  key_type text;
  direction text := 'desc';
  condition text := '';
  similarity text;
begin
  if cardinality(words) > 0 then
    -- The last word may be half typed.
    wanted := to_tsquery('pg_catalog.english', array_to_string(words, ' & ') || ':*');
    if numnode(wanted) > 0 then
      -- Few or none: somebody mistyped, or nobody offers it; similar words are looked at too.
      select count(*) into found from (
        select from public.templates t where t.status = 'listed' and t.search @@ wanted limit 3
      ) few;
    end if;
    fuzzy := coalesce(found, 0) < 3 and cardinality(long_words) > 0;
    if fuzzy then
      -- Each word is like one of the names; written out, so that each finds its way through the index.
      condition := (
        select string_agg(format('%L operator(extensions.<%%) t.names', w), ' and ') from unnest(long_words) w
      );
      similarity := (
        select '(' || string_agg(format('extensions.word_similarity(%L, t.names)', w), ' + ') || ') / '
          || cardinality(long_words)
        from unnest(long_words) w
      );
    end if;
    condition := case
      when not fuzzy then 'and t.search @@ $1'
      when numnode(wanted) > 0 then format('and (t.search @@ $1 or (%s))', condition)
      else format('and %s', condition)
    end;
  end if;
  case sort
    when 'recent' then key_of := 't.listed_at'; key_type := 'timestamptz';
    when 'rating' then key_of := 't.rating_rank'; key_type := 'numeric';
    when 'cost' then
      key_of := 'coalesce(t.cost_p50_nano_usd, 9000000000000000)'; key_type := 'bigint'; direction := 'asc';
    when 'price' then key_of := 't.price_minor'; key_type := 'integer'; direction := 'asc';
    when 'relevance' then
      -- Of what anybody owns a little is added, so that of two that say the same the better known comes first.
      key_of := case
        when cardinality(words) = 0 then 't.purchases_count::numeric'
        when fuzzy then 'round((ts_rank(t.search, $1) + ' || similarity || ')::numeric, 6)'
        else 'round((ts_rank(t.search, $1) + log(1 + t.purchases_count) / 100)::numeric, 6)'
      end;
      key_type := 'numeric';
    else key_of := 't.purchases_count'; key_type := 'integer';
  end case;
  return query execute format(
    $q$
      with page as (
        select t.id as id, %1$s as sort_by
        from public.templates t
        where t.status = 'listed' %2$s
          and ($3 is null or t.category = $3) and ($4 is null or t.tags @> $4) and (not $5 or t.price_minor = 0)
          and ($6 is null or (%1$s, t.id) %4$s ($6::%3$s, $7))
          and exists (select from public.teams m where m.id = t.team_id and m.deleted_at is null)
        order by %1$s %5$s, t.id %5$s
        limit $8
      )
      select t.id, t.title, t.summary, t.category, t.tags, t.price_minor, t.currency, t.licence, m.name,
        t.purchases_count, t.rating_count, t.rating_sum, t.listed_at, t.cost_p50_nano_usd, v.kind, v.number,
        v.evidence -> 'pass_rate',
        array(
          select distinct tool ->> 'effect' from jsonb_array_elements(v.permissions -> 'tools') tool
          where tool ->> 'source' <> 'agent' order by 1
        ),
        (select p.content_hash from public.template_pictures p
         where p.team_id = t.team_id and p.template_id = t.id order by p.position limit 1),
        page.sort_by::text
      from page join public.templates t on t.id = page.id
        join public.teams m on m.id = t.team_id
        join public.template_versions v on v.team_id = t.team_id and v.id = t.current_version_id
      order by page.sort_by %5$s, t.id %5$s
    $q$,
    key_of, condition, key_type, case direction when 'asc' then '>' else '<' end, direction
  ) using coalesce(wanted, ''::tsquery), ''::text, in_category, with_tags, coalesce(free_only, false), after_key,
    after_id, at_most;
end
$$;

-- By what the order is made of: what was never measured comes last.
drop index public.templates_cost;
create index templates_cost on public.templates ((coalesce(cost_p50_nano_usd, 9000000000000000)), id)
  where status = 'listed';
