-- A team as Stripe's customer, and the plan that it pays for.
create table public.billing_customers (
  team_id text primary key references public.teams (id) on delete cascade,
  stripe_customer_id text not null unique,
  -- A team tries a paid plan once.
  tried_at timestamptz,
  -- The open checkout of a plan, so that a second click finds the first one's page.
  checkout_session_id text unique,
  checkout_url text check (char_length(checkout_url) <= 2000),
  checkout_plan text check (checkout_plan in ('pro', 'enterprise')),
  checkout_expires_at timestamptz,
  created_at timestamptz not null default now()
);

create table public.subscriptions (
  team_id text primary key references public.teams (id) on delete cascade,
  stripe_subscription_id text not null unique,
  plan text not null check (plan in ('pro', 'enterprise')),
  -- As Stripe names them.
  status text not null check (char_length(status) <= 100),
  current_period_start timestamptz not null,
  current_period_end timestamptz not null,
  trial_end timestamptz,
  -- When it ends by itself; null while it renews.
  cancel_at timestamptz,
  -- Since when a payment is owed.
  past_due_since timestamptz,
  -- Derived from the above by `entitledUntil`: until when it gives its plan; null where it gives nothing.
  entitled_until timestamptz,
  updated_at timestamptz not null default now()
);

revoke all on public.billing_customers, public.subscriptions from public, anon, authenticated, service_role;
grant select, insert, update on public.billing_customers, public.subscriptions to agent_factory_clerk;
grant select on public.billing_customers, public.subscriptions to agent_factory_member;

alter table public.billing_customers enable row level security;
alter table public.billing_customers force row level security;
alter table public.subscriptions enable row level security;
alter table public.subscriptions force row level security;

create policy "the clerk reads" on public.billing_customers for select to agent_factory_clerk using (true);
create policy "the clerk adds" on public.billing_customers for insert to agent_factory_clerk with check (true);
create policy "the clerk settles" on public.billing_customers for update to agent_factory_clerk
  using (true) with check (true);
create policy "the clerk reads" on public.subscriptions for select to agent_factory_clerk using (true);
create policy "the clerk adds" on public.subscriptions for insert to agent_factory_clerk with check (true);
create policy "the clerk settles" on public.subscriptions for update to agent_factory_clerk
  using (true) with check (true);
create policy "admins read" on public.billing_customers for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "admins read" on public.subscriptions for select to agent_factory_member
  using (team_id = (select app.member_team_id('admin')));
create policy "keys read by scope" on public.billing_customers as restrictive for select to agent_factory_key
  using ((select app.key_grants('{billing:read,billing:write}')) is not null);
create policy "keys read by scope" on public.subscriptions as restrictive for select to agent_factory_key
  using ((select app.key_grants('{billing:read,billing:write}')) is not null);

-- What the subscription gives, beside what an operator gave (`teams.plan`). It ends by the clock alone: no job has to
-- run for a plan to be over, and nothing of the team's goes with it.
alter table public.teams
  add column subscribed_plan text check (subscribed_plan in ('pro', 'enterprise')),
  add column subscribed_until timestamptz,
  add constraint teams_subscribed_together check ((subscribed_plan is null) = (subscribed_until is null));
grant select (id, name, plan, subscribed_plan, subscribed_until, deleted_at), update (subscribed_plan, subscribed_until)
  on public.teams to agent_factory_clerk;
create policy "the clerk reads" on public.teams for select to agent_factory_clerk using (true);
create policy "the clerk says what is paid for" on public.teams for update to agent_factory_clerk
  using (true) with check (true);

-- The one place that says which plan a team has: the greater of what it pays for and what it was given; null for
-- whatever the deployment gives to all.
create function app.plan_of(given text, subscribed text, until timestamptz, at timestamptz) returns text
  language sql immutable parallel safe set search_path = ''
as $$
  select case
    when subscribed is null or until <= at then given
    when given = 'enterprise' or subscribed = 'enterprise' then 'enterprise'
    else 'pro'
  end
$$;
revoke all on function app.plan_of(text, text, timestamptz, timestamptz) from public;
grant execute on function app.plan_of(text, text, timestamptz, timestamptz)
  to agent_factory_member, agent_factory_worker, agent_factory_definer, agent_factory_clerk;

create or replace function app.quota_of(
  team text, moment timestamptz,
  out plan text, out runs bigint, out tokens bigint, out begins timestamptz, out ends timestamptz
)
  language plpgsql stable
as $$
begin
  select own.plan,
    coalesce(t.runs_quota, (r.plans -> own.plan ->> 'runs')::bigint),
    coalesce(t.tokens_quota, (r.plans -> own.plan ->> 'tokens')::bigint),
    p.begins, p.ends
  into plan, runs, tokens, begins, ends
  from public.teams t left join public.quota_rules r on r.only_one
    cross join lateral (
      select coalesce(app.plan_of(t.plan, t.subscribed_plan, t.subscribed_until, moment), r.default_plan) as plan
    ) own
    cross join lateral app.quota_period(t.period_anchor, moment) p
  where t.id = team;
end
$$;

select app.count_what_is_a_teams();
