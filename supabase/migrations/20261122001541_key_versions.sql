-- Which version of an agent the runs of a key are of, where they name none: a label or the hash of a spec; null for the
-- newest.
alter table public.api_keys
  add column agent_version text check (agent_version ~ '^(draft|staging|production|[0-9a-f]{64})$');
grant select (agent_version), insert (agent_version), update (agent_version)
  on public.api_keys to agent_factory_member;
grant select (agent_version) on public.api_keys to agent_factory_definer;

drop function app.use_api_key(bytea[], inet);
create function app.use_api_key(hashes bytea[], address inet)
  returns table (
    id text, team_id text, name text, scopes text[], agent_ids text[], expires_at timestamptz, ip_allow text[],
    agent_version text
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
    found.ip_allow::text[], found.agent_version;
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
grant create on schema app to agent_factory_definer;
alter function app.use_api_key(bytea[], inet) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.use_api_key(bytea[], inet) from public;
grant execute on function app.use_api_key(bytea[], inet) to agent_factory_key;
