-- For the reconciler alone. As it was (`where status = 'running'`), Postgres took it for statements that name one run at
-- work by its key (its sign of life, its events, its end) and went through all runs at work of all teams, dead versions
-- of rows too, to find that one: statistics from an idle minute say that there are none. They say nothing of
-- `heartbeat_at`, so that they cannot use it now; the reconciler's comparison implies it.
drop index public.runs_running;
create index runs_running on public.runs (heartbeat_at) where status = 'running' and heartbeat_at is not null;
-- The same for runs that wait for people.
drop index public.runs_waiting;
create index runs_waiting on public.runs (waiting_since) where status = 'waiting' and waiting_since is not null;
