-- The marketplace's templates. A template is what a team offers: words, pictures, a price, and versions that never change.
-- What a version is made of lies in a table of its own, for the team that made it and the teams that own it.
create function app.words_of_tags(tags text[]) returns text
  language sql immutable parallel safe set search_path = ''
as $$ select pg_catalog.array_to_string(tags, ' ') $$;

create table public.templates (
  id text primary key check (app.is_id('tpl', id)),
  -- Who offers it.
  team_id text not null references public.teams (id) on delete cascade,
  -- Whose versions are published; the template outlives it.
  agent_id text,
  title text not null check (char_length(title) between 3 and 100),
  summary text not null check (char_length(summary) between 1 and 200),
  description text not null default '' check (char_length(description) <= 20000),
  category text not null check (category ~ '^[a-z-]{1,40}$'),
  tags text[] not null default '{}' check (cardinality(tags) <= 10),
  -- US cents: nothing, or a dollar and more.
  price_minor integer not null default 0 check (price_minor = 0 or price_minor between 100 and 10000000),
  currency text not null default 'usd' check (currency = 'usd'),
  -- Use it as it is; change it for oneself; change it and offer that in turn.
  licence text not null default 'use' check (licence in ('use', 'modify', 'resell')),
  -- Of each sale of a fork, what its maker agrees to pass up (10,000 = all of it).
  fork_royalty_bps integer not null default 0 check (fork_royalty_bps between 0 and 5000),
  status text not null default 'draft'
    check (status in ('draft', 'pending', 'listed', 'rejected', 'unlisted', 'suspended')),
  -- Why an operator rejected or suspended it, in their words.
  moderation_note text check (char_length(moderation_note) <= 2000),
  -- What a buyer gets.
  current_version_id text,
  -- Where it was forked from, and what was agreed then; never changed after.
  parent_template_id text check (app.is_id('tpl', parent_template_id)),
  parent_version_id text check (app.is_id('tpv', parent_version_id)),
  royalty_bps integer not null default 0 check (royalty_bps between 0 and 5000),
  -- Counted where they happen: teams that own it, agents made of it, what its reviews add up to.
  purchases_count integer not null default 0 check (purchases_count >= 0),
  deployments_count integer not null default 0 check (deployments_count >= 0),
  rating_count integer not null default 0 check (rating_count >= 0),
  rating_sum integer not null default 0 check (rating_sum >= 0),
  -- Of the current version's evidence, to sort by (10⁻⁹ USD a run).
  cost_p50_nano_usd bigint check (cost_p50_nano_usd >= 0),
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  listed_at timestamptz,
  -- Five reviews of three stars go in beside the real ones, so that one five-star review does not beat fifty.
  rating_rank numeric generated always as (round((rating_sum + 15.0) / (rating_count + 5), 6)) stored,
  search tsvector not null generated always as (
    setweight(to_tsvector('pg_catalog.english', title), 'A')
    || setweight(to_tsvector('pg_catalog.english', app.words_of_tags(tags)), 'B')
    || setweight(to_tsvector('pg_catalog.english', summary), 'C')
    || setweight(to_tsvector('pg_catalog.english', left(description, 8000)), 'D')
  ) stored,
  -- What a misspelt word is compared with.
  names text not null generated always as (lower(title || ' ' || app.words_of_tags(tags) || ' ' || summary)) stored,
  unique (team_id, id),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete set null (agent_id),
  constraint templates_parent_together check ((parent_template_id is null) = (parent_version_id is null)),
  constraint templates_royalty_of_a_fork check (royalty_bps = 0 or parent_template_id is not null),
  constraint templates_listed_has_a_version check (status <> 'listed' or current_version_id is not null)
);
create index templates_of_team on public.templates (team_id, created_at desc, id desc);
create index templates_of_agent on public.templates (team_id, agent_id) where agent_id is not null;
create index templates_popular on public.templates (purchases_count desc, id desc) where status = 'listed';
create index templates_recent on public.templates (listed_at desc, id desc) where status = 'listed';
create index templates_rated on public.templates (rating_rank desc, id desc) where status = 'listed';
create index templates_cost on public.templates (cost_p50_nano_usd, id) where status = 'listed';
create index templates_price on public.templates (price_minor, id) where status = 'listed';
create index templates_waiting on public.templates (updated_at) where status = 'pending';
create index templates_search on public.templates using gin (search) where status = 'listed';
create index templates_names on public.templates using gin (names extensions.gin_trgm_ops) where status = 'listed';
create index templates_tags on public.templates using gin (tags) where status = 'listed';

-- One offer of a template, made of one agent version, or of a team's with its members as they were then. All of it but
-- its state and what was measured stays as it was published.
create table public.template_versions (
  id text primary key check (app.is_id('tpv', id)),
  team_id text not null,
  template_id text not null,
  number integer not null check (number >= 1),
  kind text not null check (kind in ('Agent', 'Team')),
  agent_version integer not null check (agent_version >= 1),
  spec_hash text not null check (spec_hash ~ '^[0-9a-f]{64}$'),
  -- SHA-256 over the hashes of all its specs: equal contents, equal hash.
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  changelog text not null default '' check (char_length(changelog) <= 5000),
  status text not null default 'draft' check (status in ('draft', 'pending', 'listed', 'withdrawn', 'rejected')),
  -- What it may do and must keep, and what it binds less than the version before: `contracts/template.ts`.
  permissions jsonb not null check (octet_length(permissions::text) <= 200000),
  loosened jsonb not null default '[]' check (octet_length(loosened::text) <= 200000),
  -- What of the platform's own test runs it was listed on, and since measured again.
  attestation_id text check (app.is_id('att', attestation_id)),
  evidence jsonb check (octet_length(evidence::text) <= 200000),
  evidence_at timestamptz,
  retest_run_id text check (app.is_id('tsr', retest_run_id)),
  retest_due_at timestamptz,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  listed_at timestamptz,
  unique (team_id, id),
  unique (team_id, template_id, number),
  foreign key (team_id, template_id) references public.templates (team_id, id) on delete cascade
);
create index template_versions_to_retest on public.template_versions (retest_due_at) where status = 'listed';

create table public.template_contents (
  team_id text not null,
  template_id text not null,
  version_id text not null,
  -- 0 for what is run; from 1 what it calls.
  position integer not null check (position between 0 and 200),
  name text not null check (char_length(name) between 1 and 100),
  title text not null,
  description text not null,
  kind text not null check (kind in ('Agent', 'Team')),
  spec text not null check (octet_length(spec) <= 1000000),
  spec_hash text not null check (spec_hash ~ '^[0-9a-f]{64}$'),
  primary key (team_id, version_id, position),
  foreign key (team_id, template_id) references public.templates (team_id, id) on delete cascade,
  foreign key (team_id, version_id) references public.template_versions (team_id, id) on delete cascade
);
create index template_contents_of_version on public.template_contents (version_id, position);

create table public.template_pictures (
  team_id text not null,
  template_id text not null,
  position integer not null check (position between 0 and 4),
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  alt text not null check (char_length(alt) between 1 and 300),
  body bytea not null check (octet_length(body) between 1 and 1048576),
  -- SHA-256 of the bytes: the address of a picture changes when it does.
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null default now(),
  primary key (team_id, template_id, position),
  foreign key (team_id, template_id) references public.templates (team_id, id) on delete cascade
);

-- Whether a team owns a template: it bought it, or took it where it costs nothing. The one home of that question.
create function app.owns_template(team text, template text) returns boolean
  language plpgsql stable security definer set search_path = ''
as $$
declare
  owned boolean;
begin
  if to_regclass('public.purchases') is null then
    return false;
  end if;
  execute 'select exists (select from public.purchases p where p.buyer_team_id = $1 and p.template_id = $2 and p.status in (''completed'', ''disputed''))'
    into owned using team, template;
  return owned;
end
$$;
grant create on schema app to agent_factory_definer;
alter function app.owns_template(text, text) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.owns_template(text, text) from public;
grant execute on function app.owns_template(text, text) to agent_factory_member, agent_factory_worker;

revoke all on public.templates, public.template_versions, public.template_contents, public.template_pictures
  from public, anon, authenticated, service_role;
grant
  select,
  insert (
    id, team_id, agent_id, title, summary, description, category, tags, price_minor, licence, fork_royalty_bps,
    created_by
  ),
  update (title, summary, description, category, tags, price_minor, licence, fork_royalty_bps, updated_at),
  delete
  on public.templates to agent_factory_member;
-- What is listed, and from where it was forked, is decided by verbs and never written by a member.
grant
  select,
  update (
    status, moderation_note, current_version_id, listed_at, cost_p50_nano_usd, updated_at, parent_template_id,
    parent_version_id, royalty_bps
  )
  on public.templates to agent_factory_worker;
grant
  select, update (purchases_count, deployments_count, rating_count, rating_sum, status, moderation_note, updated_at)
  on public.templates to agent_factory_definer;
grant select on public.template_versions to agent_factory_member, agent_factory_definer;
grant
  select, insert,
  update (status, attestation_id, evidence, evidence_at, retest_run_id, retest_due_at, listed_at)
  on public.template_versions to agent_factory_worker;
grant select on public.template_contents to agent_factory_member;
grant select, insert on public.template_contents to agent_factory_worker;
grant select, insert, update (media_type, alt, body, content_hash), delete on public.template_pictures
  to agent_factory_member;
grant select on public.template_pictures to agent_factory_definer;

alter table public.templates enable row level security;
alter table public.templates force row level security;
alter table public.template_versions enable row level security;
alter table public.template_versions force row level security;
alter table public.template_contents enable row level security;
alter table public.template_contents force row level security;
alter table public.template_pictures enable row level security;
alter table public.template_pictures force row level security;

create policy "lookups" on public.templates for select to agent_factory_definer using (true);
create policy "counts" on public.templates for update to agent_factory_definer using (true) with check (true);
create policy "members read" on public.templates for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors begin" on public.templates for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors change" on public.templates for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
-- What was ever listed may be owned: it is unlisted, and stays.
create policy "editors drop drafts" on public.templates for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')) and listed_at is null);
create policy "the worker reads" on public.templates for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker lists" on public.templates for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

create policy "lookups" on public.template_versions for select to agent_factory_definer using (true);
create policy "members read" on public.template_versions for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.template_versions for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker publishes" on public.template_versions for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
create policy "the worker measures" on public.template_versions for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

-- The one table of a team that others may read, in the rows that they paid for.
create policy "makers and owners read" on public.template_contents for select to agent_factory_member
  using (
    team_id = (select app.member_team_id())
    or app.owns_template((select app.member_team_id()), template_id)
  );
create policy "the worker reads for makers and owners" on public.template_contents for select to agent_factory_worker
  using (
    team_id = (select app.current_team_id())
    or app.owns_template((select app.current_team_id()), template_id)
  );
create policy "the worker publishes" on public.template_contents for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));

create policy "lookups" on public.template_pictures for select to agent_factory_definer using (true);
create policy "members read" on public.template_pictures for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors add" on public.template_pictures for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors change" on public.template_pictures for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')));
create policy "editors remove" on public.template_pictures for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')));

create policy "keys read by scope" on public.templates as restrictive for select to agent_factory_key
  using ((select app.key_grants('{marketplace:read,marketplace:write}')) is not null);
create policy "keys begin by scope" on public.templates as restrictive for insert to agent_factory_key
  with check ((select app.key_grants('{marketplace:write}')) is not null);
create policy "keys change by scope" on public.templates as restrictive for update to agent_factory_key
  using ((select app.key_grants('{marketplace:write}')) is not null);
create policy "keys drop by scope" on public.templates as restrictive for delete to agent_factory_key
  using ((select app.key_grants('{marketplace:write}')) is not null);
create policy "keys read by scope" on public.template_versions as restrictive for select to agent_factory_key
  using ((select app.key_grants('{marketplace:read,marketplace:write}')) is not null);
create policy "keys read by scope" on public.template_contents as restrictive for select to agent_factory_key
  using ((select app.key_grants('{marketplace:read,marketplace:write}')) is not null);
create policy "keys read by scope" on public.template_pictures as restrictive for select to agent_factory_key
  using ((select app.key_grants('{marketplace:read,marketplace:write}')) is not null);
create policy "keys add by scope" on public.template_pictures as restrictive for insert to agent_factory_key
  with check ((select app.key_grants('{marketplace:write}')) is not null);
create policy "keys change by scope" on public.template_pictures as restrictive for update to agent_factory_key
  using ((select app.key_grants('{marketplace:write}')) is not null);
create policy "keys remove by scope" on public.template_pictures as restrictive for delete to agent_factory_key
  using ((select app.key_grants('{marketplace:write}')) is not null);

-- What is for sale, whoever asks: nothing of what it is made of.
create function app.template_offer(template text)
  returns table (
    team_id text, version_id text, title text, status text, price_minor integer, currency text, licence text,
    publisher text
  )
  language sql stable security definer set search_path = '' rows 1
as $$
  select t.team_id, t.current_version_id, t.title, t.status, t.price_minor, t.currency, t.licence, m.name
  from public.templates t join public.teams m on m.id = t.team_id and m.deleted_at is null
  where t.id = template
$$;

-- From a fork upward: to whom each level passes which share of what it gets. Bounded, though no circle can come about: a
-- parent is there before its fork.
create function app.template_lineage(template text)
  returns table (depth integer, template_id text, team_id text, royalty_bps integer)
  language sql stable security definer set search_path = '' rows 3
as $$
  with recursive up as (
    select 1 as depth, t.parent_template_id as id, t.royalty_bps as bps
    from public.templates t where t.id = template and t.parent_template_id is not null
    union all
    select u.depth + 1, t.parent_template_id, t.royalty_bps
    from up u join public.templates t on t.id = u.id
    where t.parent_template_id is not null and u.depth < 20
  )
  select u.depth, p.id, p.team_id, u.bps from up u join public.templates p on p.id = u.id order by u.depth
$$;

-- One more team owns it, or one less; in the transaction of the purchase.
create function app.count_template_purchase(template text, by_count integer) returns void
  language sql volatile security definer set search_path = ''
as $$
  update public.templates t set purchases_count = greatest(0, t.purchases_count + by_count) where t.id = template
$$;
grant create on schema app to agent_factory_definer;
alter function app.template_offer(text) owner to agent_factory_definer;
alter function app.template_lineage(text) owner to agent_factory_definer;
alter function app.count_template_purchase(text, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.template_offer(text), app.template_lineage(text), app.count_template_purchase(text, integer)
  from public;
grant execute on function app.template_offer(text), app.template_lineage(text)
  to agent_factory_member, agent_factory_worker;
-- The role that keeps the books counts what it sold.
do $$
begin
  if exists (select from pg_roles where rolname = 'agent_factory_clerk') then
    grant usage on schema app to agent_factory_clerk;
    grant execute on function
      app.template_offer(text), app.template_lineage(text), app.count_template_purchase(text, integer)
      to agent_factory_clerk;
  end if;
end
$$;

select app.count_what_is_a_teams();
