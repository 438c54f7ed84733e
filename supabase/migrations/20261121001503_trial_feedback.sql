-- Why a trial ended as it did, in a sentence for a person; the test takes it over from the trial that decided it.
alter table public.test_trials add column feedback text check (char_length(feedback) <= 10000);
grant update (feedback) on public.test_trials to agent_factory_worker;

-- Whoever erases a team counts what is in these tables.
select app.count_what_is_a_teams();
