-- What people say of a template, what a team tried of it, and which agents were made of it: each is its own team's.
create table public.template_reviews (
  id text primary key check (app.is_id('rev', id)),
  -- The reviewer's.
  team_id text not null references public.teams (id) on delete cascade,
  template_id text not null check (app.is_id('tpl', template_id)),
  -- Who may answer.
  creator_team_id text not null check (app.is_id('team', creator_team_id)),
  user_id uuid references public.profiles (id) on delete set null,
  rating integer not null check (rating between 1 and 5),
  -- Under which name it stands there, if the person wants one.
  author text check (char_length(author) between 1 and 80),
  body text not null default '' check (char_length(body) <= 5000),
  -- Which version was current when it was written.
  version_number integer check (version_number >= 1),
  answer text check (char_length(answer) between 1 and 5000),
  answered_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (team_id, id),
  -- One person, one opinion, in however many teams they are.
  unique (template_id, user_id),
  constraint template_reviews_answered_together check ((answer is null) = (answered_at is null))
);
create index template_reviews_newest on public.template_reviews (template_id, created_at desc, id desc);
create index template_reviews_of_team on public.template_reviews (team_id, created_at desc, id desc);

-- Abuse that was reported; read by the operators of the installation.
create table public.template_reports (
  id text primary key check (app.is_id('rpt', id)),
  team_id text not null references public.teams (id) on delete cascade,
  template_id text not null check (app.is_id('tpl', template_id)),
  user_id uuid references public.profiles (id) on delete set null,
  reason text not null check (reason in ('malicious', 'misleading', 'stolen', 'illegal', 'spam', 'other')),
  details text not null check (char_length(details) between 1 and 4000),
  status text not null default 'open' check (status in ('open', 'upheld', 'dismissed')),
  resolution text check (char_length(resolution) <= 2000),
  created_at timestamptz not null default now(),
  resolved_at timestamptz,
  unique (team_id, id),
  unique (template_id, user_id),
  constraint template_reports_resolved_together check ((resolved_at is null) = (status = 'open'))
);
create index template_reports_open on public.template_reports (created_at) where status = 'open';
create index template_reports_of_team on public.template_reports (team_id, created_at desc);

-- Runs on the buyer's own input before they buy. The numbers end; a try that broke on our side gives its back.
create table public.template_tries (
  id text primary key check (app.is_id('try', id)),
  team_id text not null references public.teams (id) on delete cascade,
  template_id text not null check (app.is_id('tpl', template_id)),
  version_id text not null check (app.is_id('tpv', version_id)),
  creator_team_id text not null check (app.is_id('team', creator_team_id)),
  number integer check (number between 1 and 3),
  input jsonb not null check (octet_length(input::text) <= 100000),
  status text not null default 'queued' check (status in ('queued', 'running', 'succeeded', 'failed')),
  output jsonb check (octet_length(output::text) <= 500000),
  -- A stable code, and words that are safe to show.
  error jsonb check (octet_length(error::text) <= 5000),
  -- Names, effects and outcomes of the calls; neither arguments nor results.
  calls jsonb not null default '[]' check (octet_length(calls::text) <= 100000),
  invariants jsonb not null default '[]' check (octet_length(invariants::text) <= 100000),
  cost_nano_usd bigint not null default 0 check (cost_nano_usd >= 0),
  duration_ms bigint not null default 0 check (duration_ms >= 0),
  fence integer not null default 0,
  leased_until timestamptz,
  created_by uuid references public.profiles (id) on delete set null,
  api_key_id text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (team_id, id),
  unique (team_id, version_id, number),
  constraint template_tries_finished_when_final check ((finished_at is not null) = (status in ('succeeded', 'failed')))
);
create index template_tries_newest on public.template_tries (team_id, template_id, created_at desc, id desc);
create index template_tries_waiting on public.template_tries (created_at) where status in ('queued', 'running');

-- Which agents were made of which version, and what their licence lets the team do with them.
create table public.template_deployments (
  team_id text not null,
  agent_id text not null,
  template_id text not null check (app.is_id('tpl', template_id)),
  version_id text not null check (app.is_id('tpv', version_id)),
  version_number integer not null check (version_number >= 1),
  -- Its place in the version's contents; 0 is what is run.
  position integer not null check (position between 0 and 200),
  root_agent_id text not null,
  licence text not null check (licence in ('use', 'modify', 'resell')),
  royalty_bps integer not null check (royalty_bps between 0 and 5000),
  spec_hash text not null check (spec_hash ~ '^[0-9a-f]{64}$'),
  deployed_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (team_id, agent_id),
  foreign key (team_id, agent_id) references public.agents (team_id, id) on delete cascade,
  foreign key (team_id, root_agent_id) references public.agents (team_id, id) on delete cascade
);
create index template_deployments_of_template on public.template_deployments (team_id, template_id);
create index template_deployments_of_root on public.template_deployments (team_id, root_agent_id);

revoke all on public.template_reviews, public.template_reports, public.template_tries, public.template_deployments
  from public, anon, authenticated, service_role;
grant
  select, insert (id, team_id, template_id, creator_team_id, user_id, rating, author, body, version_number),
  update (rating, author, body, version_number, updated_at), delete
  on public.template_reviews to agent_factory_member;
grant select on public.template_reviews to agent_factory_worker;
grant select, update (answer, answered_at) on public.template_reviews to agent_factory_definer;
grant select, insert (id, team_id, template_id, user_id, reason, details) on public.template_reports to agent_factory_member;
grant select, update (status, resolution, resolved_at) on public.template_reports to agent_factory_worker;
grant select on public.template_reports to agent_factory_definer;
grant select on public.template_tries to agent_factory_member;
grant
  select,
  insert (id, team_id, template_id, version_id, creator_team_id, number, input, created_by, api_key_id),
  update (
    number, status, output, error, calls, invariants, cost_nano_usd, duration_ms, fence, leased_until, finished_at
  )
  on public.template_tries to agent_factory_worker;
grant select on public.template_tries to agent_factory_definer;
grant
  select,
  insert (
    team_id, agent_id, template_id, version_id, version_number, position, root_agent_id, licence, royalty_bps,
    spec_hash, deployed_by
  ),
  update (version_id, version_number, spec_hash, updated_at)
  on public.template_deployments to agent_factory_member;
grant select on public.template_deployments to agent_factory_worker;

alter table public.template_reviews enable row level security;
alter table public.template_reviews force row level security;
alter table public.template_reports enable row level security;
alter table public.template_reports force row level security;
alter table public.template_tries enable row level security;
alter table public.template_tries force row level security;
alter table public.template_deployments enable row level security;
alter table public.template_deployments force row level security;

create policy "lookups" on public.template_reviews for select to agent_factory_definer using (true);
create policy "answers" on public.template_reviews for update to agent_factory_definer using (true) with check (true);
create policy "members read" on public.template_reviews for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "owners of the template review" on public.template_reviews for insert to agent_factory_member
  with check (
    team_id = (select app.member_team_id('editor')) and user_id = (select app.current_user_id())
    and team_id <> creator_team_id and app.owns_template(team_id, template_id)
  );
create policy "the author changes" on public.template_reviews for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')) and user_id = (select app.current_user_id()))
  with check (team_id = (select app.member_team_id('editor')) and user_id = (select app.current_user_id()));
create policy "the author removes" on public.template_reviews for delete to agent_factory_member
  using (team_id = (select app.member_team_id('editor')) and user_id = (select app.current_user_id()));
create policy "the worker reads" on public.template_reviews for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));

create policy "lookups" on public.template_reports for select to agent_factory_definer using (true);
create policy "members read" on public.template_reports for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "members report" on public.template_reports for insert to agent_factory_member
  with check (team_id = (select app.member_team_id()) and user_id = (select app.current_user_id()) and status = 'open');
create policy "the worker reads" on public.template_reports for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker resolves" on public.template_reports for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

create policy "lookups" on public.template_tries for select to agent_factory_definer using (true);
create policy "members read" on public.template_tries for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.template_tries for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker begins" on public.template_tries for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
create policy "the worker works" on public.template_tries for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));

create policy "members read" on public.template_deployments for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "editors deploy what is owned" on public.template_deployments for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('editor')) and app.owns_template(team_id, template_id));
create policy "editors update what is owned" on public.template_deployments for update to agent_factory_member
  using (team_id = (select app.member_team_id('editor')))
  with check (team_id = (select app.member_team_id('editor')) and app.owns_template(team_id, template_id));
create policy "the worker reads" on public.template_deployments for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.template_reviews as restrictive for select to agent_factory_key
  using ((select app.key_grants('{marketplace:read,marketplace:write}')) is not null);
-- An opinion is a person's.
create policy "keys review nothing" on public.template_reviews as restrictive for insert to agent_factory_key
  with check (team_id is null);
create policy "keys change nothing" on public.template_reviews as restrictive for update to agent_factory_key
  using (team_id is null);
create policy "keys remove nothing" on public.template_reviews as restrictive for delete to agent_factory_key
  using (team_id is null);
create policy "keys read by scope" on public.template_reports as restrictive for select to agent_factory_key
  using ((select app.key_grants('{marketplace:read,marketplace:write}')) is not null);
create policy "keys report nothing" on public.template_reports as restrictive for insert to agent_factory_key
  with check (team_id is null);
create policy "keys read by scope" on public.template_tries as restrictive for select to agent_factory_key
  using ((select app.key_grants('{marketplace:read,marketplace:write}')) is not null);
create policy "keys read by scope" on public.template_deployments as restrictive for select to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{agents:read,agents:write}')));
create policy "keys deploy by scope" on public.template_deployments as restrictive for insert to agent_factory_key
  with check (array['*', agent_id] && (select app.key_grants('{agents:write}')));
create policy "keys update by scope" on public.template_deployments as restrictive for update to agent_factory_key
  using (array['*', agent_id] && (select app.key_grants('{agents:write}')));

-- The aggregate is part of the transaction that changes a review, so it is never off by one.
create function app.count_review() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op <> 'INSERT' then
    update public.templates t set rating_count = t.rating_count - 1, rating_sum = t.rating_sum - old.rating
    where t.id = old.template_id;
  end if;
  if tg_op <> 'DELETE' then
    update public.templates t set rating_count = t.rating_count + 1, rating_sum = t.rating_sum + new.rating
    where t.id = new.template_id;
  end if;
  return null;
end
$$;
create trigger template_reviews_counted after insert or delete or update of rating on public.template_reviews
  for each row execute function app.count_review();

create function app.count_deployment() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if new.position = 0 then
    update public.templates t set deployments_count = t.deployments_count + 1 where t.id = new.template_id;
  end if;
  return null;
end
$$;
create trigger template_deployments_counted after insert on public.template_deployments
  for each row execute function app.count_deployment();

-- The creator's answer to a review of their own template; false where there is none such.
create function app.answer_review(review text, says text) returns boolean
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.template_reviews r
  set answer = says, answered_at = case when says is null then null else now() end
  where r.id = review and r.creator_team_id = app.member_team_id('editor');
  return found;
end
$$;

create function app.template_reviews(template text, after_id text, at_most integer)
  returns table (
    id text, rating integer, author text, body text, version_number integer, answer text, answered_at timestamptz,
    created_at timestamptz, updated_at timestamptz
  )
  language sql stable security definer set search_path = '' rows 20
as $$
  select r.id, r.rating, r.author, r.body, r.version_number, r.answer, r.answered_at, r.created_at, r.updated_at
  from public.template_reviews r
  where r.template_id = template
    and exists (select from public.templates t where t.id = template and t.status = 'listed')
    and (after_id is null or (r.created_at, r.id) < (
      (select a.created_at from public.template_reviews a where a.id = after_id and a.template_id = template), after_id
    ))
  order by r.created_at desc, r.id desc limit at_most
$$;

grant create on schema app to agent_factory_definer;
alter function app.count_review() owner to agent_factory_definer;
alter function app.count_deployment() owner to agent_factory_definer;
alter function app.answer_review(text, text) owner to agent_factory_definer;
alter function app.template_reviews(text, text, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.count_review(), app.count_deployment(), app.answer_review(text, text),
  app.template_reviews(text, text, integer) from public;
grant execute on function app.answer_review(text, text), app.template_reviews(text, text, integer)
  to agent_factory_member;

select app.count_what_is_a_teams();
