-- Guesses at API keys, counted by where they come from: fixed windows that hold across processes, without Redis. The
-- subject is a keyed hash of an address. Of the deployment, not of a team: who guesses is nobody yet.
create table public.key_guesses (
  subject bytea primary key check (octet_length(subject) = 32),
  hits integer not null,
  expires_at timestamptz not null
);
create index key_guesses_expires_at on public.key_guesses (expires_at);

revoke all on public.key_guesses from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.key_guesses to agent_factory_definer;
alter table public.key_guesses enable row level security;
alter table public.key_guesses force row level security;
create policy "counted" on public.key_guesses to agent_factory_definer using (true) with check (true);

-- Counts one guess; answers the seconds until that address may try again, 0 while it has room.
create function app.count_key_guess(guesser bytea, at_most integer, span interval) returns integer
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  counted record;
begin
  delete from public.key_guesses g
  where g.subject in (
    select old.subject from public.key_guesses old where old.expires_at < now() and old.subject <> guesser
    limit 20 for update skip locked
  );
  insert into public.key_guesses as g (subject, hits, expires_at) values (guesser, 1, now() + span)
  on conflict (subject) do update set
    hits = case when g.expires_at <= now() then 1 else g.hits + 1 end,
    expires_at = case when g.expires_at <= now() then excluded.expires_at else g.expires_at end
  returning g.hits, g.expires_at into counted;
  return case
    when counted.hits > at_most then greatest(1, ceil(extract(epoch from counted.expires_at - now()))::integer)
    else 0
  end;
end
$$;

grant create on schema app to agent_factory_definer;
alter function app.count_key_guess(bytea, integer, interval) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.count_key_guess(bytea, integer, interval) from public;
grant execute on function app.count_key_guess(bytea, integer, interval) to agent_factory_key;
