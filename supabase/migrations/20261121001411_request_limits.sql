-- How many requests a minute each key and each member of the team may make; null is what its plan gives. Members see
-- it, and nobody is granted to change it here: it is for whoever runs the platform.
alter table public.teams
  add column requests_per_minute integer check (requests_per_minute between 1 and 1000000);
