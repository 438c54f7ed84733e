-- The books. Money goes between teams, so no transaction inside one team can write it: that is the clerk's, a role that
-- sees the money of all teams and nothing else of theirs. Members read what is their own; see docs/decisions/0386.
do $$
begin
  if not exists (select from pg_roles where rolname = 'agent_factory_clerk') then
    create role agent_factory_clerk nologin;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of this cluster is being prepared at the same moment
end
$$;
do $$
begin
  grant agent_factory_clerk to agent_factory_app;
exception when unique_violation then
  null; -- as above
end
$$;
grant usage on schema app to agent_factory_clerk;
grant execute on function app.current_user_id(), app.current_team_id(), app.is_id(text, text), app.new_id(text)
  to agent_factory_clerk;

-- Why money moved. A cause posts once: whoever comes with it again finds it here.
create table public.ledger_entries (
  id text primary key check (app.is_id('led', id)),
  cause text not null check (cause in (
    'sale', 'fee', 'refund', 'refund_failed', 'dispute_opened', 'dispute_won', 'dispute_lost', 'transfer', 'reversal',
    'receivable', 'recovery', 'write_off', 'payout', 'payout_failed', 'platform_payout', 'subscription',
    'subscription_refund', 'adjustment'
  )),
  -- Of what moved it: Stripe's id where there is one.
  cause_id text not null check (char_length(cause_id) between 1 and 200),
  purchase_id text check (app.is_id('pur', purchase_id)),
  template_id text check (app.is_id('tpl', template_id)),
  -- What people call it: the title of what was sold, as it was then.
  memo text not null default '' check (char_length(memo) <= 300),
  -- The movement on the platform's balance at Stripe; null where the balance did not move.
  balance_transaction text check (char_length(balance_transaction) between 1 and 200),
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  unique (cause, cause_id)
);
create index ledger_entries_by_movement on public.ledger_entries (balance_transaction)
  where balance_transaction is not null;
create index ledger_entries_of_purchase on public.ledger_entries (purchase_id) where purchase_id is not null;
create index ledger_entries_by_time on public.ledger_entries (occurred_at, id);

-- A debit is above zero, a credit below. No foreign key to teams: books outlive who they are about, and a team's id
-- names nobody.
create table public.ledger_postings (
  entry_id text not null references public.ledger_entries (id),
  position smallint not null check (position >= 0),
  account text not null check (account in (
    'stripe_balance', 'platform_bank', 'disputes_held', 'creator_receivable', 'creator_payable', 'tax_payable',
    'platform_revenue', 'subscription_revenue', 'stripe_fees', 'write_offs', 'connected_balance', 'connected_owner'
  )),
  -- Whose, where the account is kept by creator.
  creator_team_id text check (app.is_id('team', creator_team_id)),
  currency text not null check (currency ~ '^[a-z]{3}$'),
  -- Whole minor units.
  amount_minor bigint not null check (amount_minor <> 0),
  primary key (entry_id, position),
  constraint ledger_postings_creator_where_kept_so check (
    (creator_team_id is not null)
    = (account in ('creator_receivable', 'creator_payable', 'connected_balance', 'connected_owner'))
  )
);
create index ledger_postings_of_creator on public.ledger_postings (creator_team_id, entry_id)
  where creator_team_id is not null;

revoke all on public.ledger_entries, public.ledger_postings from public, anon, authenticated, service_role;
-- Nobody is granted to change or remove a line: what was wrong is put right by another.
grant select, insert on public.ledger_entries, public.ledger_postings to agent_factory_clerk;
grant select on public.ledger_entries, public.ledger_postings to agent_factory_member;

alter table public.ledger_entries enable row level security;
alter table public.ledger_entries force row level security;
alter table public.ledger_postings enable row level security;
alter table public.ledger_postings force row level security;

create policy "the clerk reads" on public.ledger_entries for select to agent_factory_clerk using (true);
create policy "the clerk books" on public.ledger_entries for insert to agent_factory_clerk with check (true);
create policy "the clerk reads" on public.ledger_postings for select to agent_factory_clerk using (true);
create policy "the clerk books" on public.ledger_postings for insert to agent_factory_clerk with check (true);
create policy "creators read their own" on public.ledger_postings for select to agent_factory_member
  using (creator_team_id = (select app.member_team_id('admin')));
create policy "creators read what is about them" on public.ledger_entries for select to agent_factory_member
  using (exists (
    select from public.ledger_postings p
    where p.entry_id = id and p.creator_team_id = (select app.member_team_id('admin'))
  ));
create policy "keys read by scope" on public.ledger_postings as restrictive for select to agent_factory_key
  using ((select app.key_grants('{billing:read,billing:write}')) is not null);
create policy "keys read by scope" on public.ledger_entries as restrictive for select to agent_factory_key
  using ((select app.key_grants('{billing:read,billing:write}')) is not null);

-- What an entry takes here it gives there, in each currency, or its transaction does not commit.
create function app.require_balance() returns trigger
  language plpgsql stable set search_path = ''
as $$
declare
  entry text := case tg_table_name when 'ledger_entries' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'entry_id' end;
  off record;
begin
  select p.currency, sum(p.amount_minor) as amount into off
  from public.ledger_postings p where p.entry_id = entry
  group by p.currency having sum(p.amount_minor) <> 0 limit 1;
  if found then
    raise exception 'the entry % is off by % %', entry, off.amount, off.currency using errcode = 'check_violation';
  end if;
  if not exists (select from public.ledger_postings p where p.entry_id = entry) then
    raise exception 'the entry % posts nothing', entry using errcode = 'check_violation';
  end if;
  return null;
end
$$;
revoke all on function app.require_balance() from public;
grant execute on function app.require_balance() to agent_factory_clerk;
create constraint trigger an_entry_balances after insert on public.ledger_entries
  deferrable initially deferred for each row execute function app.require_balance();
create constraint trigger an_entry_balances after insert on public.ledger_postings
  deferrable initially deferred for each row execute function app.require_balance();

-- What the clerk does is audited in the transaction that does it, and told to webhooks there.
grant insert (id, team_id, entry, details, created_at) on public.audit_entries to agent_factory_clerk;
create policy "the clerk adds" on public.audit_entries for insert to agent_factory_clerk with check (true);

create or replace function app.publish_event(team text, event text, kind text, payload text) returns integer
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
        case current_setting('role')
          when 'agent_factory_clerk' then true
          when 'agent_factory_worker' then team = app.current_team_id()
          else coalesce(team = app.member_team_id(), false) or team in (select app.own_team_ids())
        end
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
grant execute on function app.publish_event(text, text, text, text) to agent_factory_clerk;
