-- What anybody may read of what is listed, signed in or not: titles, prices, evidence; never what a version is made of.
-- Each answers for listed templates of teams that are open, and names nobody's team but by its name.
create function app.search_templates(
  asked text, in_category text, with_tags text[], free_only boolean, sort text, after_key text, after_id text,
  at_most integer
)
  returns table (
    id text, title text, summary text, category text, tags text[], price_minor integer, currency text, licence text,
    publisher text, purchases_count integer, rating_count integer, rating_sum integer, listed_at timestamptz,
    cost_p50_nano_usd bigint, kind text, version_number integer, pass_rate jsonb, picture text, sort_key text
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

-- A listing as its page shows it.
create function app.template_page(template text) returns jsonb
  language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', t.id, 'title', t.title, 'summary', t.summary, 'description', t.description, 'category', t.category,
    'tags', t.tags, 'price_minor', t.price_minor, 'currency', t.currency, 'licence', t.licence,
    'fork_royalty_bps', t.fork_royalty_bps, 'publisher', m.name, 'purchases_count', t.purchases_count,
    'deployments_count', t.deployments_count, 'rating_count', t.rating_count, 'rating_sum', t.rating_sum,
    'listed_at', t.listed_at, 'updated_at', t.updated_at,
    'forked_from', (
      select jsonb_build_object('id', p.id, 'title', p.title, 'royalty_bps', t.royalty_bps)
      from public.templates p where p.id = t.parent_template_id
    ),
    'version', jsonb_build_object(
      'id', v.id, 'number', v.number, 'kind', v.kind, 'spec_hash', v.spec_hash, 'content_hash', v.content_hash,
      'permissions', v.permissions, 'evidence', v.evidence, 'evidence_at', v.evidence_at, 'listed_at', v.listed_at
    ),
    'versions', coalesce((
      select jsonb_agg(jsonb_build_object(
        'number', o.number, 'changelog', o.changelog, 'loosened', o.loosened, 'listed_at', o.listed_at
      ) order by o.number desc)
      from public.template_versions o
      where o.team_id = t.team_id and o.template_id = t.id and o.status = 'listed'
    ), '[]'),
    'pictures', coalesce((
      select jsonb_agg(jsonb_build_object('position', p.position, 'alt', p.alt, 'hash', p.content_hash) order by p.position)
      from public.template_pictures p where p.team_id = t.team_id and p.template_id = t.id
    ), '[]'),
    'stars', (
      select jsonb_object_agg(s.rating, s.count)
      from (select r.rating, count(*) from public.template_reviews r where r.template_id = t.id group by 1) s
    )
  )
  from public.templates t
    join public.teams m on m.id = t.team_id and m.deleted_at is null
    join public.template_versions v on v.team_id = t.team_id and v.id = t.current_version_id
  where t.id = template and t.status = 'listed'
$$;

create function app.template_picture(template text, at_position integer)
  returns table (media_type text, body bytea, content_hash text)
  language sql stable security definer set search_path = '' rows 1
as $$
  select p.media_type, p.body, p.content_hash
  from public.template_pictures p join public.templates t on t.team_id = p.team_id and t.id = p.template_id
  where p.template_id = template and p.position = at_position and t.status = 'listed'
$$;

-- How many listed templates each category and the most used tags have.
create function app.marketplace_facets() returns jsonb
  language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'categories', coalesce((
      select jsonb_object_agg(c.category, c.count)
      from (select t.category, count(*) from public.templates t where t.status = 'listed' group by 1) c
    ), '{}'),
    'tags', coalesce((
      select jsonb_agg(jsonb_build_object('tag', g.tag, 'count', g.count))
      from (
        select tag, count(*) from public.templates t, unnest(t.tags) tag where t.status = 'listed'
        group by 1 order by 2 desc, 1 limit 40
      ) g
    ), '[]')
  )
$$;

-- Across teams, for the workers and for those who run the installation. Ids, which they act on inside each team.
create function app.templates_to_retest(at_most integer) returns table (team_id text, version_id text)
  language sql stable security definer set search_path = '' rows 10
as $$
  select v.team_id, v.id
  from public.template_versions v
    join public.templates t on t.team_id = v.team_id and t.id = v.template_id and t.current_version_id = v.id
    join public.teams m on m.id = v.team_id and m.deleted_at is null
  where v.status = 'listed' and t.status = 'listed' and v.retest_due_at <= now()
  order by v.retest_due_at limit at_most
$$;

create function app.tries_to_go_on(waiting interval, at_most integer) returns table (team_id text, try_id text)
  language sql stable security definer set search_path = '' rows 10
as $$
  select r.team_id, r.id from public.template_tries r
  where r.status in ('queued', 'running') and r.created_at < now() - waiting
    and (r.leased_until is null or r.leased_until < now())
  order by r.created_at limit at_most
$$;

create function app.templates_to_moderate(at_most integer)
  returns table (
    team_id text, publisher text, template_id text, title text, summary text, description text, category text,
    tags text[], price_minor integer, version_id text, version_number integer, permissions jsonb, loosened jsonb,
    evidence jsonb, waiting_since timestamptz
  )
  language sql stable security definer set search_path = '' rows 10
as $$
  select t.team_id, m.name, t.id, t.title, t.summary, t.description, t.category, t.tags, t.price_minor, v.id, v.number,
    v.permissions, v.loosened, v.evidence, v.created_at
  from public.template_versions v
    join public.templates t on t.team_id = v.team_id and t.id = v.template_id
    join public.teams m on m.id = v.team_id and m.deleted_at is null
  where v.status = 'pending'
  order by v.created_at limit at_most
$$;
create index template_versions_pending on public.template_versions (created_at) where status = 'pending';

create function app.open_template_reports(at_most integer)
  returns table (
    team_id text, report_id text, template_id text, title text, template_team_id text, template_status text, reason text,
    details text, created_at timestamptz
  )
  language sql stable security definer set search_path = '' rows 10
as $$
  select r.team_id, r.id, r.template_id, t.title, t.team_id, t.status, r.reason, r.details, r.created_at
  from public.template_reports r join public.templates t on t.id = r.template_id
  where r.status = 'open' order by r.created_at limit at_most
$$;

grant create on schema app to agent_factory_definer;
alter function app.search_templates(text, text, text[], boolean, text, text, text, integer) owner to agent_factory_definer;
alter function app.template_page(text) owner to agent_factory_definer;
alter function app.template_picture(text, integer) owner to agent_factory_definer;
alter function app.marketplace_facets() owner to agent_factory_definer;
alter function app.templates_to_retest(integer) owner to agent_factory_definer;
alter function app.tries_to_go_on(interval, integer) owner to agent_factory_definer;
alter function app.templates_to_moderate(integer) owner to agent_factory_definer;
alter function app.open_template_reports(integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
grant usage on schema extensions to agent_factory_definer;
revoke all on function
  app.search_templates(text, text, text[], boolean, text, text, text, integer), app.template_page(text),
  app.template_picture(text, integer), app.marketplace_facets(), app.templates_to_retest(integer),
  app.tries_to_go_on(interval, integer), app.templates_to_moderate(integer), app.open_template_reports(integer)
  from public;
grant execute on function
  app.search_templates(text, text, text[], boolean, text, text, text, integer), app.template_page(text),
  app.template_picture(text, integer), app.marketplace_facets()
  to agent_factory_member;
grant execute on function
  app.template_page(text), app.templates_to_retest(integer), app.tries_to_go_on(interval, integer),
  app.templates_to_moderate(integer), app.open_template_reports(integer)
  to agent_factory_worker;
