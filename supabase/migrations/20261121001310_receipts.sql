-- What remains of a run that has ended: signed, written in the transaction that ends it, and never changed.
create table public.receipts (
  run_id text primary key,
  team_id text not null,
  -- Of the signing key: to find what a lost key has signed.
  key_id text not null,
  -- As it was signed, its signature with it.
  body jsonb not null,
  created_at timestamptz not null default now(),
  foreign key (team_id, run_id) references public.runs (team_id, id) on delete cascade
);

revoke all on public.receipts from public, anon, authenticated, service_role;
grant select on public.receipts to agent_factory_member;
grant select, insert on public.receipts to agent_factory_worker;

alter table public.receipts enable row level security;
alter table public.receipts force row level security;

create policy "members read" on public.receipts for select to agent_factory_member
  using (team_id = (select app.member_team_id()));
create policy "the worker reads" on public.receipts for select to agent_factory_worker
  using (team_id = (select app.current_team_id()));
create policy "the worker adds" on public.receipts for insert to agent_factory_worker
  with check (team_id = (select app.current_team_id()));
-- As with the events that it is made from.
create policy "keys read by scope" on public.receipts as restrictive for select to agent_factory_key
  using (
    '*' = any ((select app.key_grants('{runs:read,runs:write}'))::text[])
    or (
      (select app.key_grants('{runs:read,runs:write}')) is not null
      and exists (select from public.runs r where r.team_id = receipts.team_id and r.id = receipts.run_id)
    )
  );
