-- Everything that a person has, put into one archive by a job. It is a person's and no team's: what they may not see
-- of a team is not in it, since the job reads as them. Its bytes lie in parts, so that nobody holds the whole.
create table public.data_exports (
  id text primary key check (app.is_id('exp', id)),
  user_id uuid not null references public.profiles (id) on delete cascade,
  -- Teams that they own and want whole, beside their personal one; of others, what they made and did.
  whole_teams text[] not null default '{}',
  status text not null default 'queued' check (status in ('queued', 'running', 'ready', 'failed', 'removed')),
  -- Why it failed, in words that are safe to show.
  error text check (char_length(error) <= 500),
  -- Grows with each attempt; what an older one writes is refused.
  attempt integer not null default 0,
  rows_written bigint not null default 0,
  size_bytes bigint not null default 0,
  -- Of the archive, in hex.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  requested_at timestamptz not null default now(),
  finished_at timestamptz,
  -- From then on the archive is gone.
  expires_at timestamptz,
  unique (user_id, id),
  constraint data_exports_ready_with_bytes check ((status = 'ready') <= (sha256 is not null and expires_at is not null))
);
create unique index data_exports_one_at_a_time on public.data_exports (user_id) where status in ('queued', 'running');
create index data_exports_of_person on public.data_exports (user_id, requested_at desc);
create index data_exports_to_sweep on public.data_exports (status) where status in ('queued', 'running', 'ready');

create table public.data_export_parts (
  export_id text not null,
  user_id uuid not null,
  position integer not null check (position >= 0),
  body bytea not null check (octet_length(body) <= 4194304),
  primary key (export_id, position),
  foreign key (user_id, export_id) references public.data_exports (user_id, id) on delete cascade
);
create index data_export_parts_of_person on public.data_export_parts (user_id, export_id);

revoke all on public.data_exports, public.data_export_parts from public, anon, authenticated, service_role;
grant
  select,
  insert (id, user_id, whole_teams),
  update (status, error, attempt, rows_written, size_bytes, sha256, finished_at, expires_at)
  on public.data_exports to agent_factory_member;
grant select, insert, delete on public.data_export_parts to agent_factory_member;
grant select, update (status, error, finished_at) on public.data_exports to agent_factory_definer;
grant select (export_id, user_id), delete on public.data_export_parts to agent_factory_definer;

alter table public.data_exports enable row level security;
alter table public.data_exports force row level security;
alter table public.data_export_parts enable row level security;
alter table public.data_export_parts force row level security;

create policy "lookups" on public.data_exports to agent_factory_definer using (true) with check (true);
create policy "sweeps" on public.data_export_parts to agent_factory_definer using (true) with check (true);
-- An API key is nobody, and so has none.
create policy "one's own" on public.data_exports for select to agent_factory_member
  using (user_id = (select app.current_user_id()));
create policy "one's own to ask for" on public.data_exports for insert to agent_factory_member
  with check (user_id = (select app.current_user_id()));
create policy "one's own to fill" on public.data_exports for update to agent_factory_member
  using (user_id = (select app.current_user_id())) with check (user_id = (select app.current_user_id()));
create policy "one's own" on public.data_export_parts for select to agent_factory_member
  using (user_id = (select app.current_user_id()));
create policy "one's own to add" on public.data_export_parts for insert to agent_factory_member
  with check (user_id = (select app.current_user_id()));
create policy "one's own to begin anew" on public.data_export_parts for delete to agent_factory_member
  using (user_id = (select app.current_user_id()));

-- As `app.enqueue_job`, for work that is a person's and no team's.
create function app.enqueue_person_job(task text, payload jsonb, job_key text, max_attempts integer) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  if payload ->> 'user_id' is distinct from app.current_user_id()::text or app.current_user_id() is null then
    raise exception 'a job belongs to the person of its transaction' using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.add_job(
    identifier => task, payload => payload::json, job_key => job_key, max_attempts => max_attempts
  );
end
$$;

-- Archives whose time is over are removed, and exports that nobody got done in a day are given up.
create function app.sweep_data_exports() returns integer
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  gone integer;
begin
  update public.data_exports set status = 'failed', finished_at = now(),
    error = 'This export was not done within a day. Ask for another.'
  where status in ('queued', 'running') and requested_at < now() - interval '1 day';
  with over as (
    update public.data_exports set status = 'removed' where status = 'ready' and expires_at <= now()
    returning id
  )
  select count(*) into gone from over;
  delete from public.data_export_parts p using public.data_exports e
  where e.id = p.export_id and e.status in ('removed', 'failed');
  return gone;
end
$$;

-- What the log of a team says of the person of this transaction, who need not be one of its admins: what they did, and
-- what was done to them.
create function app.own_audit_entries(after_seq bigint, at_most integer)
  returns table (seq bigint, entry text, details text, created_at timestamptz)
  language sql stable security definer set search_path = '' rows 100
as $$
  select a.seq, a.entry, a.details, a.created_at from public.audit_entries a
  where a.team_id = app.member_team_id() and a.seq > after_seq
    and (a.actor_id = app.current_user_id()::text or a.target_id = app.current_user_id()::text)
  order by a.seq limit at_most
$$;
grant create on schema app to agent_factory_definer, agent_factory_queue;
alter function app.own_audit_entries(bigint, integer) owner to agent_factory_definer;
alter function app.enqueue_person_job(text, jsonb, text, integer) owner to agent_factory_queue;
alter function app.sweep_data_exports() owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer, agent_factory_queue;
revoke all on function
  app.own_audit_entries(bigint, integer), app.enqueue_person_job(text, jsonb, text, integer), app.sweep_data_exports()
  from public;
grant execute on function app.own_audit_entries(bigint, integer), app.enqueue_person_job(text, jsonb, text, integer)
  to agent_factory_member;
grant execute on function app.sweep_data_exports() to agent_factory_worker;
