-- Agents that were made of a template run while their team owns it. Which one a team would have to buy again stands at
-- the agent, where whatever starts it reads it anyway; nothing of the agent goes. See docs/decisions/0391.
alter table public.agents
  add column withdrawn_template_id text check (app.is_id('tpl', withdrawn_template_id));
create index agents_withdrawn on public.agents (team_id, withdrawn_template_id) where withdrawn_template_id is not null;

grant select, update (withdrawn_template_id) on public.agents to agent_factory_definer;
create policy "withdraws" on public.agents for update to agent_factory_definer using (true) with check (true);
grant select (team_id, agent_id, template_id) on public.template_deployments to agent_factory_definer;
create policy "lookups" on public.template_deployments for select to agent_factory_definer using (true);

-- Brings a team's agents of a template to whether it owns it, in the transaction in which that changes; how many changed.
create function app.settle_deployments(team text, template text) returns integer
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  wanted text := case when app.owns_template(team, template) then null else template end;
  changed integer;
begin
  update public.agents a set withdrawn_template_id = wanted
  where a.team_id = team
    and a.id in (
      select d.agent_id from public.template_deployments d where d.team_id = team and d.template_id = template
    )
    and a.withdrawn_template_id is distinct from wanted;
  get diagnostics changed = row_count;
  return changed;
end
$$;
grant create on schema app to agent_factory_definer;
alter function app.settle_deployments(text, text) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.settle_deployments(text, text) from public;
grant execute on function app.settle_deployments(text, text) to agent_factory_clerk;

-- What was given back before this migration: withdrawn likewise.
update public.agents a set withdrawn_template_id = d.template_id
from public.template_deployments d
where d.team_id = a.team_id and d.agent_id = a.id and not exists (
    select from public.purchases p
    where p.buyer_team_id = d.team_id and p.template_id = d.template_id and p.status in ('completed', 'disputed')
  );
