-- Search of the marketplace at tens of thousands of listings. What made it slow was ranking every match by its whole text,
-- and comparing each listing with a mistyped word: of matches the best known are ranked, and a mistyped word is put right
-- by the words there are before anything is searched. See docs/decisions/0392.

-- Title and tags by themselves: who says it there comes first.
alter table public.templates
  add column heading tsvector not null generated always as (
    setweight(to_tsvector('pg_catalog.english', title), 'A')
    || setweight(to_tsvector('pg_catalog.english', app.words_of_tags(tags)), 'B')
  ) stored;
create index templates_heading on public.templates using gin (heading) where status = 'listed';

-- Every word of what was ever listed, in title, tags or summary. It says nothing of whose.
create table public.template_words (
  word text primary key check (char_length(word) between 3 and 60)
);
create index template_words_alike on public.template_words using gin (word extensions.gin_trgm_ops);
revoke all on public.template_words from public, anon, authenticated, service_role;
grant select, insert on public.template_words to agent_factory_definer;
alter table public.template_words enable row level security;
alter table public.template_words force row level security;
create policy "lookups" on public.template_words for select to agent_factory_definer using (true);
create policy "what is listed" on public.template_words for insert to agent_factory_definer with check (true);

create function app.words_of_listing(title text, tags text[], summary text) returns setof text
  language sql immutable parallel safe set search_path = ''
as $$
  select distinct left(w, 60)
  from regexp_split_to_table(lower(title || ' ' || app.words_of_tags(tags) || ' ' || summary), '[^[:alnum:]]+') w
  where char_length(w) > 2
$$;

create function app.learn_words() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.template_words (word)
  select w from app.words_of_listing(new.title, new.tags, new.summary) w on conflict do nothing;
  return null;
end
$$;
insert into public.template_words (word)
  select distinct w from public.templates t, app.words_of_listing(t.title, t.tags, t.summary) w where t.status = 'listed'
  on conflict do nothing;

-- The words that a mistyped one may have meant, nearest first; itself where there is one that begins like it.
create function app.words_like(typed text) returns text[]
  language sql stable security definer set search_path = '' set pg_trgm.similarity_threshold = '0.3'
as $$
  select case
    when exists (select from public.template_words w where w.word like typed || '%') then array[typed]
    else array(
      select w.word from public.template_words w where w.word operator(extensions.%) typed
      order by extensions.similarity(w.word, typed) desc, w.word limit 3
    )
  end
$$;

-- What a card shows of these listings, in no order.
create function app.template_cards(ids text[])
  returns table (
    id text, title text, summary text, category text, tags text[], price_minor integer, currency text, licence text,
    publisher text, purchases_count integer, rating_count integer, rating_sum integer, listed_at timestamptz,
    cost_p50_nano_usd bigint, kind text, version_number integer, pass_rate jsonb, effects text[], picture text
  )
  language sql stable security definer set search_path = '' set enable_seqscan = 'off' rows 25
as $$
  select t.id, t.title, t.summary, t.category, t.tags, t.price_minor, t.currency, t.licence, m.name,
    t.purchases_count, t.rating_count, t.rating_sum, t.listed_at, t.cost_p50_nano_usd, v.kind, v.number,
    v.evidence -> 'pass_rate',
    array(
      select distinct tool ->> 'effect' from jsonb_array_elements(v.permissions -> 'tools') tool
      where tool ->> 'source' <> 'agent' order by 1
    ),
    (select p.content_hash from public.template_pictures p
     where p.team_id = t.team_id and p.template_id = t.id order by p.position limit 1)
  from public.templates t
    join public.teams m on m.id = t.team_id
    join public.template_versions v on v.team_id = t.team_id and v.id = t.current_version_id
  where t.id = any (ids)
$$;

create or replace function app.search_templates(
  asked text, in_category text, with_tags text[], free_only boolean, sort text, after_key text, after_id text,
  at_most integer
)
  returns table (
    id text, title text, summary text, category text, tags text[], price_minor integer, currency text, licence text,
    publisher text, purchases_count integer, rating_count integer, rating_sum integer, listed_at timestamptz,
    cost_p50_nano_usd bigint, kind text, version_number integer, pass_rate jsonb, effects text[], picture text, sort_key text
  )
  language plpgsql stable security definer set search_path = '' set enable_seqscan = 'off'
as $$
declare
  words text[] := array(
    select w from regexp_split_to_table(lower(coalesce(asked, '')), '[^[:alnum:]]+') w where w <> '' limit 12
  );
  exact tsquery;
  wanted tsquery;
  meant tsquery;
  likely text[];
  likely_query tsquery;
  typed text;
  found integer;
  key_of text;
  key_type text;
  direction text := 'desc';
  source text := 'public.templates';
  condition text := '';
begin
  if cardinality(words) > 0 then
    -- The last word may be half typed.
    exact := to_tsquery('pg_catalog.english', array_to_string(words, ' & ') || ':*');
    wanted := exact;
    select count(*) into found from (
      select from public.templates t where t.status = 'listed' and t.search @@ exact limit 3
    ) few;
    if found < 3 then
      -- Few or none: somebody mistyped, or nobody offers it. Of a word of two letters hardly anything can be told.
      foreach typed in array words loop
        continue when char_length(typed) < 3;
        likely := app.words_like(typed);
        -- What no listing says leads to no listing.
        likely_query := to_tsquery('pg_catalog.english', case
          when likely = array[typed] then typed || ':*'
          when cardinality(likely) = 0 then typed
          else array_to_string(likely, ' | ')
        end);
        meant := case when meant is null then likely_query else meant && likely_query end;
      end loop;
      wanted := case when meant is null or numnode(meant) = 0 then exact else exact || meant end;
    end if;
    condition := 'and t.search @@ $1';
  end if;
  case sort
    when 'recent' then key_of := 't.listed_at'; key_type := 'timestamptz';
    when 'rating' then key_of := 't.rating_rank'; key_type := 'numeric';
    when 'cost' then
      key_of := 'coalesce(t.cost_p50_nano_usd, 9000000000000000)'; key_type := 'bigint'; direction := 'asc';
    when 'price' then key_of := 't.price_minor'; key_type := 'integer'; direction := 'asc';
    when 'relevance' then
      if wanted is null then
        key_of := 't.purchases_count::numeric';
      else
        -- As it was typed before as it may have been meant; of what anybody owns a little is added, so that of two that
        -- say the same the better known comes first.
        key_of := case when wanted = exact then '' else '(t.search @@ $8)::integer + ' end;
        key_of := 'round((' || key_of || 'ts_rank(t.search, $1) + log(1 + t.purchases_count) / 100)::numeric, 6)';
        source := $s$(
          select c.* from public.templates c
          where c.id = any (array(
            (select h.id from public.templates h
             where h.status = 'listed' and h.heading @@ $1 order by h.purchases_count desc, h.id desc limit 300)
            union
            (select b.id from public.templates b
             where b.status = 'listed' and b.search @@ $1 order by b.purchases_count desc, b.id desc limit 300)
          ))
        )$s$;
        condition := '';
      end if;
      key_type := 'numeric';
    else key_of := 't.purchases_count'; key_type := 'integer';
  end case;
  return query execute format(
    $q$
      with page as materialized (
        select t.id as id, %1$s as sort_by
        from %6$s t
        where t.status = 'listed' %2$s
          and ($2 is null or t.category = $2) and ($3 is null or t.tags @> $3) and (not $4 or t.price_minor = 0)
          and ($5 is null or (%1$s, t.id) %4$s ($5::%3$s, $6))
          and exists (select from public.teams m where m.id = t.team_id and m.deleted_at is null)
        order by %1$s %5$s, t.id %5$s
        limit $7
      )
      select card.*, page.sort_by::text
      from app.template_cards(array(select page.id from page)) card join page on page.id = card.id
      order by page.sort_by %5$s, page.id %5$s
    $q$,
    key_of, condition, key_type,
    case direction when 'asc' then '>' else '<' end, direction, source
  ) using wanted, in_category, with_tags, coalesce(free_only, false), after_key, after_id, at_most, exact;
end
$$;
alter function app.search_templates(text, text, text[], boolean, text, text, text, integer)
  reset pg_trgm.word_similarity_threshold;

drop index public.templates_names;
alter table public.templates drop column names;

grant create on schema app to agent_factory_definer;
alter function app.learn_words() owner to agent_factory_definer;
alter function app.words_like(text) owner to agent_factory_definer;
alter function app.template_cards(text[]) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.words_of_listing(text, text[], text), app.learn_words(), app.words_like(text), app.template_cards(text[])
  from public;
grant execute on function app.words_of_listing(text, text[], text) to agent_factory_definer;
create trigger templates_teach_words after insert or update of title, tags, summary, status on public.templates
  for each row when (new.status = 'listed') execute function app.learn_words();
