-- A card says what a template's tools may do at most; an answer to a review says which template's.
drop function app.search_templates(text, text, text[], boolean, text, text, text, integer);
create function app.search_templates(
  asked text, in_category text, with_tags text[], free_only boolean, sort text, after_key text, after_id text,
  at_most integer
)
  returns table (
    id text, title text, summary text, category text, tags text[], price_minor integer, currency text, licence text,
    publisher text, purchases_count integer, rating_count integer, rating_sum integer, listed_at timestamptz,
    cost_p50_nano_usd bigint, kind text, version_number integer, pass_rate jsonb, effects text[], picture text, sort_key text
  )
  language plpgsql stable security definer set search_path = ''
as $$
declare
  words text[] := array(
    select w from regexp_split_to_table(lower(coalesce(asked, '')), '[^[:alnum:]]+') w where w <> '' limit 12
  );
  spoken text := array_to_string(words, ' ');
  wanted tsquery;
  fuzzy boolean := false;
  found integer;
  key_of text;
  key_type text;
  direction text := 'desc';
  condition text := '';
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
    fuzzy := coalesce(found, 0) < 3;
    condition := case
      when not fuzzy then 'and t.search @@ $1'
      when numnode(wanted) > 0 then 'and (t.search @@ $1 or $2 operator(extensions.<%) t.names)'
      else 'and $2 operator(extensions.<%) t.names'
    end;
  end if;
  case sort
    when 'recent' then key_of := 't.listed_at'; key_type := 'timestamptz';
    when 'rating' then key_of := 't.rating_rank'; key_type := 'numeric';
    when 'cost' then
      key_of := 'coalesce(t.cost_p50_nano_usd, 9000000000000000)'; key_type := 'bigint'; direction := 'asc';
    when 'price' then key_of := 't.price_minor'; key_type := 'integer'; direction := 'asc';
    when 'relevance' then
      key_of := case
        when cardinality(words) = 0 then 't.purchases_count::numeric'
        when fuzzy then 'round((ts_rank(t.search, $1) + extensions.word_similarity($2, t.names))::numeric, 6)'
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
  ) using coalesce(wanted, ''::tsquery), spoken, in_category, with_tags, coalesce(free_only, false), after_key,
    after_id, at_most;
end
$$;

drop function app.answer_review(text, text);
-- The creator's answer to a review of a template of theirs: which one; null where it is none of theirs.
create function app.answer_review(review text, says text) returns text
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  template text;
begin
  update public.template_reviews r
  set answer = says, answered_at = case when says is null then null else now() end
  where r.id = review and r.creator_team_id = app.member_team_id('editor')
  returning r.template_id into template;
  return template;
end
$$;

-- Whose it is, for those who run the installation: what they do they do inside that team.
create function app.team_of_template(template text) returns text
  language sql stable security definer set search_path = ''
as $$ select t.team_id from public.templates t where t.id = template $$;

grant create on schema app to agent_factory_definer;
alter function app.search_templates(text, text, text[], boolean, text, text, text, integer) owner to agent_factory_definer;
alter function app.answer_review(text, text) owner to agent_factory_definer;
alter function app.team_of_template(text) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.search_templates(text, text, text[], boolean, text, text, text, integer), app.answer_review(text, text),
  app.team_of_template(text) from public;
grant execute on function app.search_templates(text, text, text[], boolean, text, text, text, integer),
  app.answer_review(text, text) to agent_factory_member;
grant execute on function app.team_of_template(text) to agent_factory_worker;
