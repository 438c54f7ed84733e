-- What a team bought. It outlives both teams, as the law wants of what money is about; who clicked is forgotten with them.
create table public.purchases (
  id text primary key check (app.is_id('pur', id)),
  buyer_team_id text not null check (app.is_id('team', buyer_team_id)),
  template_id text not null check (app.is_id('tpl', template_id)),
  template_version_id text not null check (app.is_id('tpv', template_version_id)),
  -- What was agreed: it does not change with the listing.
  seller_team_id text not null check (app.is_id('team', seller_team_id)),
  title text not null check (char_length(title) between 1 and 300),
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null check (currency ~ '^[a-z]{3}$'),
  tax_minor bigint not null default 0 check (tax_minor between 0 and amount_minor),
  -- What each level passes up, nearest parent first: [{"teamId", "shareBps"}].
  lineage jsonb not null default '[]' check (jsonb_typeof(lineage) = 'array' and octet_length(lineage::text) <= 10000),
  -- `pending`: a checkout is open; `disputed`: the bank asks, and the team has it until the bank has decided.
  status text not null default 'pending'
    check (status in ('pending', 'completed', 'disputed', 'refunded', 'charged_back', 'cancelled')),
  returned_minor bigint not null default 0 check (returned_minor between 0 and amount_minor),
  disputed_minor bigint not null default 0 check (disputed_minor between 0 and amount_minor - returned_minor),
  -- The checkout at Stripe. One process at a time makes one; each new one has another number.
  checkout_number integer not null default 0 check (checkout_number >= 0),
  checkout_claimed_until timestamptz,
  checkout_tried_at timestamptz,
  checkout_session_id text unique,
  checkout_url text check (char_length(checkout_url) <= 2000),
  checkout_expires_at timestamptz,
  payment_intent_id text unique,
  charge_id text unique,
  receipt_url text check (char_length(receipt_url) <= 2000),
  bought_by uuid references public.profiles (id) on delete set null,
  api_key_id text,
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  -- Until when the buyer gets the money back for the asking.
  refundable_until timestamptz,
  -- From when the creators' parts may be sent.
  matures_at timestamptz,
  constraint purchases_completed_together check ((completed_at is null) = (status in ('pending', 'cancelled')))
);
-- One purchase of a template by a team, open or good, however many ask at once.
create unique index purchases_once on public.purchases (buyer_team_id, template_id)
  where status in ('pending', 'completed', 'disputed');
create index purchases_newest on public.purchases (buyer_team_id, created_at desc, id desc);
create index purchases_of_template on public.purchases (template_id);
create index purchases_pending on public.purchases (created_at) where status = 'pending';

-- Money that goes back to a buyer. Written before Stripe is asked, so that a process that dies is followed by another.
create table public.refunds (
  id text primary key check (app.is_id('rfd', id)),
  purchase_id text not null references public.purchases (id),
  buyer_team_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  reason text not null check (reason in ('buyer', 'operator', 'invariant', 'outside')),
  note text not null default '' check (char_length(note) <= 2000),
  status text not null default 'requested' check (status in ('requested', 'succeeded', 'failed')),
  -- Why it failed, in words that are safe to show.
  failure text check (char_length(failure) <= 500),
  stripe_refund_id text unique,
  tried_at timestamptz,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  unique (buyer_team_id, id)
);
create index refunds_of_purchase on public.refunds (purchase_id);
create index refunds_open on public.refunds (created_at) where status = 'requested';

create table public.disputes (
  -- Stripe's id.
  id text primary key check (char_length(id) between 1 and 200),
  purchase_id text not null references public.purchases (id),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  reason text not null check (char_length(reason) <= 100),
  status text not null check (char_length(status) <= 100),
  opened_at timestamptz not null,
  closed_at timestamptz
);
create index disputes_of_purchase on public.disputes (purchase_id);

-- A creator's account at Stripe.
create table public.creator_accounts (
  creator_team_id text primary key check (app.is_id('team', creator_team_id)),
  stripe_account_id text not null unique,
  country text,
  details_submitted boolean not null default false,
  transfers_enabled boolean not null default false,
  payouts_enabled boolean not null default false,
  -- What Stripe still wants to know.
  requirements text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- What was sent to a creator of one sale, and what was taken back of it.
create table public.transfers (
  id text primary key check (app.is_id('trf', id)),
  creator_team_id text not null,
  purchase_id text not null references public.purchases (id),
  -- `transfer` sends, `reversal` takes back what `of_transfer_id` sent.
  kind text not null check (kind in ('transfer', 'reversal')),
  of_transfer_id text references public.transfers (id),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  -- `owed`: it could not be taken back and is a receivable.
  status text not null default 'requested' check (status in ('requested', 'done', 'owed', 'failed')),
  failure text check (char_length(failure) <= 500),
  stripe_id text unique,
  tried_at timestamptz,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  constraint transfers_reverse_one check ((kind = 'reversal') = (of_transfer_id is not null))
);
create index transfers_of_creator on public.transfers (creator_team_id, created_at desc, id desc);
create index transfers_of_purchase on public.transfers (purchase_id);
create index transfers_open on public.transfers (created_at) where status = 'requested';

-- From a creator's account to their bank, by Stripe's schedule.
create table public.payouts (
  -- Stripe's id.
  id text primary key check (char_length(id) between 1 and 200),
  creator_team_id text not null,
  amount_minor bigint not null,
  currency text not null,
  status text not null check (char_length(status) <= 100),
  failure text check (char_length(failure) <= 500),
  arrives_at timestamptz not null,
  created_at timestamptz not null
);
create index payouts_of_creator on public.payouts (creator_team_id, created_at desc, id desc);

revoke all on public.purchases, public.refunds, public.disputes, public.creator_accounts, public.transfers, public.payouts
  from public, anon, authenticated, service_role;
grant select, insert, update
  on public.purchases, public.refunds, public.disputes, public.creator_accounts, public.transfers, public.payouts
  to agent_factory_clerk;
grant select on public.purchases, public.refunds, public.creator_accounts, public.transfers, public.payouts
  to agent_factory_member;
grant select (id, buyer_team_id, template_id, status) on public.purchases to agent_factory_definer;

do $$
declare
  held text;
begin
  foreach held in array array['purchases', 'refunds', 'disputes', 'creator_accounts', 'transfers', 'payouts'] loop
    execute format('alter table public.%I enable row level security', held);
    execute format('alter table public.%I force row level security', held);
    execute format('create policy "the clerk reads" on public.%I for select to agent_factory_clerk using (true)', held);
    execute format('create policy "the clerk adds" on public.%I for insert to agent_factory_clerk with check (true)', held);
    execute format(
      'create policy "the clerk settles" on public.%I for update to agent_factory_clerk using (true) with check (true)',
      held
    );
  end loop;
end
$$;

create policy "lookups" on public.purchases for select to agent_factory_definer using (true);
-- Whoever works in the team may see what it owns.
create policy "members read" on public.purchases for select to agent_factory_member
  using (buyer_team_id = (select app.member_team_id()));
create policy "members read" on public.refunds for select to agent_factory_member
  using (buyer_team_id = (select app.member_team_id()));
create policy "admins read" on public.creator_accounts for select to agent_factory_member
  using (creator_team_id = (select app.member_team_id('admin')));
create policy "admins read" on public.transfers for select to agent_factory_member
  using (creator_team_id = (select app.member_team_id('admin')));
create policy "admins read" on public.payouts for select to agent_factory_member
  using (creator_team_id = (select app.member_team_id('admin')));

create policy "keys read by scope" on public.purchases as restrictive for select to agent_factory_key
  using ((select app.key_grants('{billing:read,billing:write}')) is not null);
create policy "keys read by scope" on public.refunds as restrictive for select to agent_factory_key
  using ((select app.key_grants('{billing:read,billing:write}')) is not null);
create policy "keys read by scope" on public.creator_accounts as restrictive for select to agent_factory_key
  using ((select app.key_grants('{billing:read,billing:write}')) is not null);
create policy "keys read by scope" on public.transfers as restrictive for select to agent_factory_key
  using ((select app.key_grants('{billing:read,billing:write}')) is not null);
create policy "keys read by scope" on public.payouts as restrictive for select to agent_factory_key
  using ((select app.key_grants('{billing:read,billing:write}')) is not null);
