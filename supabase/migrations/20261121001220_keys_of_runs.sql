-- The key that a run was started with, so that what it spends counts against that key's budget too. Stamped by
-- the transaction itself: nobody is granted to write it.
alter table public.runs add column api_key_id text;
alter table public.runs
  alter column api_key_id set default (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'key_id'),
  add foreign key (team_id, api_key_id) references public.api_keys (team_id, id);
