-- A team's first runs are folded before anybody has counted its series, and then each delta was compared with each series
-- once more: 4 s of CPU for 20,000 runs of a team with 1,700 series, 1 s by hashing (docs/decisions/0415).
alter function app.fold_runs(integer) set enable_nestloop = off;
alter function app.fold_runs(integer) set enable_mergejoin = off;
