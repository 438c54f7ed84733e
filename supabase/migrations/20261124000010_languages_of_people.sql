-- The language that somebody reads the pages in; null follows their browser. Which ones there are stands in the contracts
-- (language.ts): a new one asks for no migration.
alter table public.profiles add column language text check (language ~ '^[a-z]{2,3}$');
grant update (language) on public.profiles to agent_factory_member;
