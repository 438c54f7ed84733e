-- Purchases are there by now: the question who owns a template is one statement.
create or replace function app.owns_template(team text, template text) returns boolean
  language sql stable security definer set search_path = ''
as $$
  select exists (
    select from public.purchases p
    where p.buyer_team_id = team and p.template_id = template and p.status in ('completed', 'disputed')
  )
$$;

grant select (completed_at, created_at) on public.purchases to agent_factory_definer;

-- What is given out at the moment: to whom it is listed, and to those who own it though it is listed no more. Nothing of
-- what it is made of.
create function app.template_release(template text)
  returns table (
    team_id text, version_id text, number integer, kind text, title text, summary text, publisher text, licence text,
    fork_royalty_bps integer, status text, changelog text, permissions jsonb, price_minor integer
  )
  language sql stable security definer set search_path = '' rows 1
as $$
  select t.team_id, v.id, v.number, v.kind, t.title, t.summary, m.name, t.licence, t.fork_royalty_bps, t.status,
    v.changelog, v.permissions, t.price_minor
  from public.templates t
    join public.teams m on m.id = t.team_id
    join public.template_versions v on v.team_id = t.team_id and v.id = t.current_version_id
  where t.id = template and t.listed_at is not null
    and (
      (t.status = 'listed' and m.deleted_at is null)
      or app.owns_template(
        case when current_setting('role') = 'agent_factory_worker' then app.current_team_id() else app.member_team_id() end,
        t.id
      )
    )
$$;

-- What the team of this transaction owns, newest first.
create function app.owned_templates(at_most integer)
  returns table (
    template_id text, title text, publisher text, licence text, status text, number integer, bought_at timestamptz
  )
  language sql stable security definer set search_path = '' rows 20
as $$
  select t.id, t.title, m.name, t.licence, t.status, v.number, coalesce(p.completed_at, p.created_at)
  from public.purchases p
    join public.templates t on t.id = p.template_id
    join public.teams m on m.id = t.team_id
    join public.template_versions v on v.team_id = t.team_id and v.id = t.current_version_id
  where p.buyer_team_id = app.member_team_id() and p.status in ('completed', 'disputed')
  order by coalesce(p.completed_at, p.created_at) desc, t.id desc limit at_most
$$;

grant create on schema app to agent_factory_definer;
alter function app.template_release(text) owner to agent_factory_definer;
alter function app.owned_templates(integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.template_release(text), app.owned_templates(integer) from public;
grant execute on function app.template_release(text) to agent_factory_member, agent_factory_worker;
grant execute on function app.owned_templates(integer) to agent_factory_member;
