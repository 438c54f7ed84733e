-- The agents that a run may call by name (members of its team, agents as tools, and theirs in turn), as they were when
-- it was started: [{ name, agent_version_id, version, spec_hash }]. Written with the run, and by nobody after.
alter table public.runs
  add column members jsonb not null default '[]' check (jsonb_typeof(members) = 'array');
grant insert (members) on public.runs to agent_factory_member;
