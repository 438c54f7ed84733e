-- A program that comes in is asked two things, one behind the other: which key is this, and what may its team use? The
-- key's answer now says both. That it was used is noted without waiting for a disk: a crash of the server loses when.
drop function app.use_api_key(bytea[], inet);
create function app.use_api_key(hashes bytea[], address inet)
  returns table (
    id text, team_id text, name text, scopes text[], agent_ids text[], expires_at timestamptz, ip_allow text[],
    agent_version text,
    -- As `selectTeamPolicy` reads it.
    plan text, requests_per_minute integer, allow_models text[], switched_off text[], regions text[],
    max_cost_nano_usd bigint, monthly_budget_nano_usd bigint, cache boolean
  )
  language plpgsql volatile security definer set search_path = '' rows 1
as $$
declare
  found record;
begin
  select k.*, k.secret_hash = any (hashes) as is_current,
    app.plan_of(t.plan, t.subscribed_plan, t.subscribed_until, now()) as team_plan, t.requests_per_minute as rate,
    p.allow_models, coalesce(p.switched_off, '{}') as switched_off, p.regions, p.max_cost_nano_usd as most_a_call,
    p.monthly_budget_nano_usd as most_a_month, coalesce(p.cache, false) as may_cache
  into found
  from public.api_keys k
  join public.teams t on t.id = k.team_id and t.deleted_at is null
  left join public.team_policies p on p.team_id = k.team_id
  where (k.secret_hash = any (hashes) or (k.previous_hash = any (hashes) and k.previous_until > now()))
    and k.revoked_at is null and (k.expires_at is null or k.expires_at > now());
  if found.id is null then
    return;
  end if;
  return query select
    found.id, found.team_id, found.name, found.scopes, found.agent_ids,
    case when found.is_current then found.expires_at else least(found.expires_at, found.previous_until) end,
    found.ip_allow::text[], found.agent_version,
    found.team_plan, found.rate, found.allow_models, found.switched_off, found.regions, found.most_a_call,
    found.most_a_month, found.may_cache;
  if found.is_current and found.secret_hash <> hashes[1] then
    update public.api_keys k set secret_hash = hashes[1] where k.id = found.id and k.secret_hash = found.secret_hash;
  elsif not found.is_current and found.previous_hash <> hashes[1] then
    update public.api_keys k set previous_hash = hashes[1]
    where k.id = found.id and k.previous_hash = found.previous_hash;
  else
    perform set_config('synchronous_commit', 'off', true);
  end if;
  -- What is refused for its address was no use of the key.
  if (found.last_used_at is null or found.last_used_at < now() - interval '1 minute')
    and (found.ip_allow is null or address <<= any (found.ip_allow)) then
    update public.api_keys k set
      last_used_at = now(),
      last_used_from = network(set_masklen(address, case family(address) when 4 then 24 else 48 end))
    where k.id = found.id and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
  end if;
end
$$;
grant create on schema app to agent_factory_definer;
alter function app.use_api_key(bytea[], inet) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.use_api_key(bytea[], inet) from public;
grant execute on function app.use_api_key(bytea[], inet) to agent_factory_key;
