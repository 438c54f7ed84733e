-- Where a key may be used from, where it was, and a second secret for the time in which its programs change over.
alter table public.api_keys
  -- Networks that it may be used from; null for any.
  add column ip_allow cidr[] check (cardinality(ip_allow) between 1 and 50),
  -- Coarse, as `last_used_at`: the /24 (IPv4) or /48 (IPv6) of the address.
  add column last_used_from cidr,
  add column rotated_at timestamptz,
  -- The secret before the last rotation; it opens the team until then and is worth nothing after it.
  add column previous_hash bytea unique check (octet_length(previous_hash) = 32),
  add column previous_hint text check (char_length(previous_hint) = 4),
  add column previous_until timestamptz check (previous_until <= rotated_at + interval '7 days'),
  add check (num_nulls(previous_hash, previous_hint, previous_until) in (0, 3));

grant
  select (ip_allow, last_used_from, rotated_at, previous_hint, previous_until),
  insert (ip_allow),
  -- To end the overlap of a rotation sooner is a write; to begin one takes the function below.
  update (name, ip_allow, budget_nano_usd, expires_at, previous_until)
  on public.api_keys to agent_factory_member;
grant
  update (last_used_from, secret_hash, hint, rotated_at, previous_hash, previous_hint, previous_until)
  on public.api_keys to agent_factory_definer;

-- The one question asked before the team is known: which key is this? Whoever has the hash has the key. It is asked
-- with the hash under each pepper, today's first; a key found by an older one is kept under today's from then on.
drop function app.use_api_key(bytea);
create function app.use_api_key(hashes bytea[], address inet)
  returns table (
    id text, team_id text, name text, scopes text[], agent_ids text[], expires_at timestamptz, ip_allow text[]
  )
  language plpgsql volatile security definer set search_path = '' rows 1
as $$
declare
  found record;
begin
  select k.*, k.secret_hash = any (hashes) as is_current into found
  from public.api_keys k
  join public.teams t on t.id = k.team_id and t.deleted_at is null
  where (k.secret_hash = any (hashes) or (k.previous_hash = any (hashes) and k.previous_until > now()))
    and k.revoked_at is null and (k.expires_at is null or k.expires_at > now());
  if found.id is null then
    return;
  end if;
  return query select
    found.id, found.team_id, found.name, found.scopes, found.agent_ids,
    case when found.is_current then found.expires_at else least(found.expires_at, found.previous_until) end,
    found.ip_allow::text[];
  if found.is_current and found.secret_hash <> hashes[1] then
    update public.api_keys k set secret_hash = hashes[1] where k.id = found.id and k.secret_hash = found.secret_hash;
  elsif not found.is_current and found.previous_hash <> hashes[1] then
    update public.api_keys k set previous_hash = hashes[1]
    where k.id = found.id and k.previous_hash = found.previous_hash;
  end if;
  -- What is refused for its address was no use of the key.
  update public.api_keys k set
    last_used_at = now(),
    last_used_from = network(set_masklen(address, case family(address) when 4 then 24 else 48 end))
  where k.id = found.id
    and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute')
    and (k.ip_allow is null or address <<= any (k.ip_allow));
end
$$;

-- A new secret for a key of the transaction's team; the old one stays good for the overlap, one before it ends now.
-- Null when there is no such key that lives. A key changes none that may do more than itself.
create function app.rotate_api_key(key text, new_hash bytea, new_hint text, overlap interval) returns timestamptz
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  rotated timestamptz;
begin
  if app.member_team_id('admin') is null then
    raise exception 'rotating a key takes the role admin' using errcode = 'insufficient_privilege';
  end if;
  if current_setting('role') = 'agent_factory_key' and not exists (
    select from public.api_keys k
    where k.id = key and k.team_id = app.current_team_id()
      and k.scopes <@ app.key_scopes()
      and ('*' = any (app.key_grants('{keys:write}')) or k.agent_ids <@ app.key_grants('{keys:write}'))
  ) then
    raise exception 'a key rotates none that may do more than itself' using errcode = 'insufficient_privilege';
  end if;
  update public.api_keys k set
    secret_hash = new_hash, hint = new_hint, rotated_at = now(),
    previous_hash = case when overlap > interval '0' then k.secret_hash end,
    previous_hint = case when overlap > interval '0' then k.hint end,
    previous_until = case when overlap > interval '0' then now() + overlap end
  where k.id = key and k.team_id = app.current_team_id()
    and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
  returning k.rotated_at into rotated;
  return rotated;
end
$$;

grant create on schema app to agent_factory_definer;
alter function app.use_api_key(bytea[], inet) owner to agent_factory_definer;
alter function app.rotate_api_key(text, bytea, text, interval) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.use_api_key(bytea[], inet), app.rotate_api_key(text, bytea, text, interval) from public;
grant execute on function app.use_api_key(bytea[], inet) to agent_factory_key;
grant execute on function app.rotate_api_key(text, bytea, text, interval) to agent_factory_member;
grant execute on function app.key_grants(text[]), app.key_scopes() to agent_factory_definer;
