-- Where a team wants to be told of events. Members manage the endpoints without ever reading a secret back.
create table public.webhook_endpoints (
  id text primary key check (app.is_id('whk', id)),
  team_id text not null references public.teams (id) on delete cascade,
  url text not null check (char_length(url) between 1 and 1500),
  description text not null default '' check (char_length(description) <= 200),
  events text[] not null check (cardinality(events) between 1 and 50),
  status text not null default 'active' check (status in ('active', 'disabled')),
  -- `gone`: it answered 410; `failing`: it failed for days; `paused`: somebody said so.
  disabled_reason text check (disabled_reason in ('gone', 'failing', 'paused')),
  disabled_at timestamptz,
  -- AES-256-GCM under a key of its own, that one under a master key; bound to team and id. JSON of the secrets.
  envelope bytea not null,
  key_version text not null,
  -- The last characters of the secret, for a person to tell secrets apart.
  secret_hint text not null check (char_length(secret_hint) = 4),
  -- Until when deliveries are signed with the secret before, too.
  old_secret_until timestamptz,
  -- Since when nothing has arrived; null while the last delivery did.
  failing_since timestamptz,
  last_success_at timestamptz,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (team_id, id),
  constraint webhook_endpoints_disabled_with_reason check (
    (status = 'disabled') = (disabled_reason is not null) and (status = 'disabled') = (disabled_at is not null)
  )
);
create index webhook_endpoints_newest on public.webhook_endpoints (team_id, created_at desc, id desc);
create index webhook_endpoints_by_master_key on public.webhook_endpoints (key_version);

-- What happened, as it is sent. Only of teams that want to be told.
create table public.webhook_events (
  id text primary key check (app.is_id('evt', id)),
  team_id text not null references public.teams (id) on delete cascade,
  type text not null check (char_length(type) between 1 and 100),
  -- The body of the request, to the byte: it is what gets signed, in every attempt.
  payload text not null check (octet_length(payload) <= 20000),
  created_at timestamptz not null default now(),
  unique (team_id, id)
);
create index webhook_events_by_age on public.webhook_events (created_at);

-- One event on its way to one endpoint.
create table public.webhook_deliveries (
  id text primary key check (app.is_id('whd', id)),
  team_id text not null,
  endpoint_id text not null,
  event_id text not null,
  status text not null default 'pending' check (status in ('pending', 'succeeded', 'failed')),
  attempts integer not null default 0 check (attempts >= 0),
  -- When it is tried next; null when it is not.
  next_attempt_at timestamptz,
  created_at timestamptz not null default now(),
  unique (team_id, id),
  unique (team_id, endpoint_id, event_id),
  foreign key (team_id, endpoint_id) references public.webhook_endpoints (team_id, id) on delete cascade,
  foreign key (team_id, event_id) references public.webhook_events (team_id, id) on delete cascade,
  check ((status = 'pending') = (next_attempt_at is not null))
);
create index webhook_deliveries_newest on public.webhook_deliveries (team_id, endpoint_id, id desc);
create index webhook_deliveries_by_event on public.webhook_deliveries (team_id, event_id);
create index webhook_deliveries_waiting on public.webhook_deliveries (endpoint_id) where status = 'pending';

-- Each try: what was answered, or why nothing was.
create table public.webhook_attempts (
  team_id text not null,
  delivery_id text not null,
  number integer not null check (number >= 1),
  started_at timestamptz not null,
  duration_ms integer not null check (duration_ms >= 0),
  status_code integer,
  -- Why it counts as failed, in words that are safe to show; null when it arrived.
  error text check (char_length(error) <= 500),
  response_excerpt text check (char_length(response_excerpt) <= 1000),
  primary key (team_id, delivery_id, number),
  foreign key (team_id, delivery_id) references public.webhook_deliveries (team_id, id) on delete cascade
);

revoke all on public.webhook_endpoints, public.webhook_events, public.webhook_deliveries, public.webhook_attempts
  from public, anon, authenticated, service_role;
grant
  select (
    id, team_id, url, description, events, status, disabled_reason, disabled_at, key_version, secret_hint,
    old_secret_until, failing_since, last_success_at, created_by, created_at
  ),
  insert (id, team_id, url, description, events, envelope, key_version, secret_hint, created_by),
  update (
    url, description, events, status, disabled_reason, disabled_at, envelope, key_version, secret_hint,
    old_secret_until, failing_since
  ),
  delete
  on public.webhook_endpoints to agent_factory_member;
grant
  select,
  update (status, disabled_reason, disabled_at, envelope, key_version, failing_since, last_success_at)
  on public.webhook_endpoints to agent_factory_worker;
grant select on public.webhook_events, public.webhook_deliveries, public.webhook_attempts to agent_factory_member;
grant select on public.webhook_events to agent_factory_worker;
grant select, update (status, attempts, next_attempt_at) on public.webhook_deliveries to agent_factory_worker;
grant select, insert on public.webhook_attempts to agent_factory_worker;
grant select (id, team_id, events, status, key_version) on public.webhook_endpoints to agent_factory_definer;
grant select (id, team_id, created_at), insert, delete on public.webhook_events to agent_factory_definer;
grant select (id, team_id, endpoint_id, event_id, status), insert on public.webhook_deliveries to agent_factory_definer;

alter table public.webhook_endpoints enable row level security;
alter table public.webhook_endpoints force row level security;
alter table public.webhook_events enable row level security;
alter table public.webhook_events force row level security;
alter table public.webhook_deliveries enable row level security;
alter table public.webhook_deliveries force row level security;
alter table public.webhook_attempts enable row level security;
alter table public.webhook_attempts force row level security;

create policy "lookups" on public.webhook_endpoints for select to agent_factory_definer using (true);
create policy "events are published" on public.webhook_events to agent_factory_definer using (true) with check (true);
create policy "events are published" on public.webhook_deliveries to agent_factory_definer
  using (true) with check (true);

create policy "admins read" on public.webhook_endpoints for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "admins add" on public.webhook_endpoints for insert to agent_factory_member
  with check (team_id = (select app.member_team_id('admin')));
create policy "admins change" on public.webhook_endpoints for update to agent_factory_member
  using (team_id = (select app.member_team_id('admin')))
  with check (team_id = (select app.member_team_id('admin')));
create policy "admins remove" on public.webhook_endpoints for delete to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "admins read" on public.webhook_events for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "admins read" on public.webhook_deliveries for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "admins read" on public.webhook_attempts for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));

create policy "the worker reads" on public.webhook_endpoints for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker notes and rewraps" on public.webhook_endpoints for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));
create policy "the worker reads" on public.webhook_events for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker reads" on public.webhook_deliveries for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker notes" on public.webhook_deliveries for update to agent_factory_worker
  using (team_id = (select app.current_team_id())) with check (team_id = (select app.current_team_id()));
create policy "the worker reads" on public.webhook_attempts for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker notes" on public.webhook_attempts for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));

create policy "keys read by scope" on public.webhook_endpoints as restrictive for select to agent_factory_key
  using ((select app.key_grants('{webhooks:read,webhooks:write}')) is not null);
create policy "keys add by scope" on public.webhook_endpoints as restrictive for insert to agent_factory_key
  with check ((select app.key_grants('{webhooks:write}')) is not null);
create policy "keys change by scope" on public.webhook_endpoints as restrictive for update to agent_factory_key
  using ((select app.key_grants('{webhooks:write}')) is not null);
create policy "keys remove by scope" on public.webhook_endpoints as restrictive for delete to agent_factory_key
  using ((select app.key_grants('{webhooks:write}')) is not null);
create policy "keys read by scope" on public.webhook_events as restrictive for select to agent_factory_key
  using ((select app.key_grants('{webhooks:read,webhooks:write}')) is not null);
create policy "keys read by scope" on public.webhook_deliveries as restrictive for select to agent_factory_key
  using ((select app.key_grants('{webhooks:read,webhooks:write}')) is not null);
create policy "keys read by scope" on public.webhook_attempts as restrictive for select to agent_factory_key
  using ((select app.key_grants('{webhooks:read,webhooks:write}')) is not null);

-- The queue's side of it: `lane` keeps the deliveries to one endpoint from taking every hand of a worker.
create function app.queue_webhook_delivery(team text, delivery text, lane text) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform graphile_worker.add_job(
    identifier => 'deliver_webhook',
    payload => json_build_object('team_id', team, 'delivery_id', delivery),
    queue_name => lane,
    max_attempts => 25,
    job_key => 'webhook:' || delivery
  );
end
$$;

-- Tells all endpoints of a team that ask for events of this kind, in the transaction of what it tells of. Gives how
-- many those are. Anybody may do so who acts in the team, whatever their role: it is their act that is told of.
create function app.publish_event(team text, event text, kind text, payload text) returns integer
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  endpoint text;
  delivery text;
  told integer := 0;
begin
  for endpoint in
    select e.id from public.webhook_endpoints e
    where e.team_id = team and e.status = 'active' and kind = any (e.events)
  loop
    if told = 0 then
      if not (
        case when current_setting('role') = 'agent_factory_worker' then team = app.current_team_id()
        else coalesce(team = app.member_team_id(), false) or team in (select app.own_team_ids()) end
      ) then
        raise exception 'an event belongs to the team of its transaction' using errcode = 'insufficient_privilege';
      end if;
      insert into public.webhook_events (id, team_id, type, payload) values (event, team, kind, payload);
    end if;
    told := told + 1;
    delivery := app.new_id('whd');
    insert into public.webhook_deliveries (id, team_id, endpoint_id, event_id, next_attempt_at)
      values (delivery, team, endpoint, event, now());
    perform app.queue_webhook_delivery(
      team, delivery, 'webhook:' || endpoint || ':' || (hashtext(delivery) & 3)
    );
  end loop;
  return told;
end
$$;

-- Those that another master key than this still wraps, after the given id: ids alone, across teams.
create function app.webhooks_to_rewrap(current_key text, after_id text, at_most integer)
  returns table (team_id text, id text)
  language sql stable security definer set search_path = '' rows 100
as $$
  select e.team_id, e.id from public.webhook_endpoints e
  where e.key_version <> current_key and e.id > after_id
  order by e.id limit at_most
$$;

-- The log is kept for a month; what is still on its way stays. Gives how many events went.
create function app.forget_webhook_events(at_most integer) returns integer
  language sql volatile security definer set search_path = ''
as $$
  with old as (
    delete from public.webhook_events e
    where e.id = any (array(
      select o.id from public.webhook_events o
      where o.created_at < now() - interval '30 days' and not exists (
        select from public.webhook_deliveries d
        where d.team_id = o.team_id and d.event_id = o.id and d.status = 'pending'
      )
      order by o.created_at limit at_most
    ))
    returning 1
  )
  select count(*)::integer from old
$$;

grant create on schema app to agent_factory_definer, agent_factory_queue;
alter function app.queue_webhook_delivery(text, text, text) owner to agent_factory_queue;
alter function app.publish_event(text, text, text, text) owner to agent_factory_definer;
alter function app.webhooks_to_rewrap(text, text, integer) owner to agent_factory_definer;
alter function app.forget_webhook_events(integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer, agent_factory_queue;
revoke all on function
  app.queue_webhook_delivery(text, text, text), app.publish_event(text, text, text, text),
  app.webhooks_to_rewrap(text, text, integer), app.forget_webhook_events(integer)
  from public;
grant execute on function app.queue_webhook_delivery(text, text, text) to agent_factory_definer;
grant execute on function app.publish_event(text, text, text, text) to agent_factory_member, agent_factory_worker;
grant execute on function app.webhooks_to_rewrap(text, text, integer), app.forget_webhook_events(integer)
  to agent_factory_worker;
