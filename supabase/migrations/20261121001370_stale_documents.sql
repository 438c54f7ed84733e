-- Another question that is asked across teams: which documents wait to be read for too long? Between their row and
-- their job lie two transactions, and a process may end between the two. Ids alone, as app.stale_runs.
create index documents_queued on public.documents (created_at) where status = 'queued';

grant select (id, team_id, status, created_at) on public.documents to agent_factory_definer;
create policy "finds what waits" on public.documents for select to agent_factory_definer using (true);

create function app.stale_documents(queued_since interval, at_most integer)
  returns table (team_id text, document_id text)
  language sql stable security definer set search_path = '' rows 10
as $$
  select d.team_id, d.id from public.documents d
  where d.status = 'queued' and d.created_at < now() - queued_since
  order by d.created_at limit at_most
$$;
grant create on schema app to agent_factory_definer;
alter function app.stale_documents(interval, integer) owner to agent_factory_definer;
revoke create on schema app from agent_factory_definer;
revoke all on function app.stale_documents(interval, integer) from public;
grant execute on function app.stale_documents(interval, integer) to agent_factory_worker;
