-- A patch whose worker died is found by its last sign of life, set going again a few times, and then ended.
alter table public.spec_patches
  -- When a worker last showed that it is at work on it.
  add column touched_at timestamptz not null default now(),
  -- How often it was set going again.
  add column revived integer not null default 0 check (revived >= 0);
create index spec_patches_open on public.spec_patches (touched_at) where status in ('queued', 'working');

grant update (touched_at, revived) on public.spec_patches to agent_factory_worker;
grant select (id, team_id, status, touched_at), update (touched_at) on public.spec_patches to agent_factory_definer;
create policy "lookups" on public.spec_patches for select to agent_factory_definer using (true);
create policy "claims" on public.spec_patches for update to agent_factory_definer using (true) with check (true);

-- Patches of any team that are not at their end and that nobody has touched for a while, claimed for whoever asks.
create function app.stale_spec_patches(untouched_for interval, at_most integer)
  returns table (team_id text, id text)
  language sql volatile security definer set search_path = '' rows 10
as $$
  update public.spec_patches p set touched_at = now()
  from (
    select s.id from public.spec_patches s
    where s.status in ('queued', 'working') and s.touched_at < now() - untouched_for
    order by s.touched_at
    limit at_most
    for update skip locked
  ) stale
  where p.id = stale.id
  returning p.team_id, p.id
$$;
grant create on schema app to agent_factory_definer;
alter function app.stale_spec_patches(interval, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.stale_spec_patches(interval, integer) from public;
grant execute on function app.stale_spec_patches(interval, integer) to agent_factory_worker;

-- Trials of one agent, newest first: what a test run is compared with and what a trend shows.
create index test_trials_of_agent on public.test_trials (team_id, agent_id, finished_at desc) where status = 'done';
