-- What Stripe said has happened. Only that it did and to what: whoever works on it asks Stripe how things stand now, so
-- that neither order nor repetition matters.
create table public.stripe_events (
  -- Stripe's id.
  id text primary key check (char_length(id) between 1 and 200),
  type text not null check (char_length(type) between 1 and 200),
  -- The connected account that it is about; null for the platform's own.
  account text check (char_length(account) <= 200),
  object_id text check (char_length(object_id) <= 200),
  happened_at timestamptz not null,
  received_at timestamptz not null default now(),
  times_received integer not null default 1,
  processed_at timestamptz,
  failure text check (char_length(failure) <= 1000)
);
create index stripe_events_open on public.stripe_events (received_at) where processed_at is null;

-- Each comparison of the books with Stripe's account of our balance.
create table public.reconciliations (
  id text primary key check (app.is_id('rec', id)),
  -- What Stripe says moved from then to then.
  since timestamptz not null,
  until timestamptz not null check (until > since),
  status text not null default 'running' check (status in ('running', 'balanced', 'differs', 'failed')),
  movements integer not null default 0,
  failure text check (char_length(failure) <= 1000),
  claimed_until timestamptz,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint reconciliations_finished check ((status = 'running') = (finished_at is null))
);
-- One a span: of those who want the same at once, one does it.
create unique index reconciliations_one_running on public.reconciliations ((status)) where status = 'running';
create index reconciliations_newest on public.reconciliations (started_at desc, id desc);

create table public.reconciliation_differences (
  reconciliation_id text not null references public.reconciliations (id),
  position integer not null check (position >= 0),
  kind text not null check (char_length(kind) <= 100),
  balance_transaction text not null,
  source_id text,
  at_stripe text check (char_length(at_stripe) <= 500),
  in_ledger text check (char_length(in_ledger) <= 500),
  primary key (reconciliation_id, position)
);

revoke all on public.stripe_events, public.reconciliations, public.reconciliation_differences
  from public, anon, authenticated, service_role;
grant select, insert, update on public.stripe_events, public.reconciliations to agent_factory_clerk;
grant select, insert on public.reconciliation_differences to agent_factory_clerk;

do $$
declare
  held text;
begin
  foreach held in array array['stripe_events', 'reconciliations', 'reconciliation_differences'] loop
    execute format('alter table public.%I enable row level security', held);
    execute format('alter table public.%I force row level security', held);
    execute format('create policy "the clerk reads" on public.%I for select to agent_factory_clerk using (true)', held);
    execute format('create policy "the clerk adds" on public.%I for insert to agent_factory_clerk with check (true)', held);
  end loop;
end
$$;
create policy "the clerk settles" on public.stripe_events for update to agent_factory_clerk using (true) with check (true);
create policy "the clerk settles" on public.reconciliations for update to agent_factory_clerk using (true) with check (true);

-- The queue's side: a job of the clerk's names no team.
create function app.queue_billing_job(task text, payload jsonb, key text, run_at timestamptz default null) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  if task not in ('process_stripe_event', 'move_money') then
    raise exception 'no job of the clerk''s: %', task using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.add_job(
    identifier => task, payload => payload::json, run_at => run_at, max_attempts => 25, job_key => key
  );
end
$$;
grant create on schema app to agent_factory_queue;
alter function app.queue_billing_job(text, jsonb, text, timestamptz) owner to agent_factory_queue;
revoke create on schema app from agent_factory_queue;
revoke all on function app.queue_billing_job(text, jsonb, text, timestamptz) from public;
grant execute on function app.queue_billing_job(text, jsonb, text, timestamptz) to agent_factory_clerk;
