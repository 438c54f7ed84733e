import { queryAsAdmin } from '@agent-factory/db/testing';

export const agentOf = (number: number): `agt_${string}` => `agt_${number.toString(16).padStart(26, '0')}`;

/**
 * Runs of one team, evenly over the year until now: 40 agents, 12 people, 6 keys, 8 models. Some agents have far more than
 * others; each is used by few and with two models. Then folds them by the job's own function, as many at once as said.
 */
export async function fillYear({
  adminUrl,
  teamId,
  runs,
  foldAtOnce,
}: {
  adminUrl: string;
  teamId: string;
  runs: number;
  foldAtOnce: number;
}): Promise<{ filledSeconds: number; foldedSeconds: number }> {
  const begun = performance.now();
  await fill(adminUrl, teamId, runs);
  const filled = performance.now();
  for (;;) {
    // Its team stands in the claims, as in a transaction of the worker's.
    const claims = JSON.stringify({ team_id: teamId });
    const [row] = await queryAsAdmin<{ folded: number }>(
      adminUrl,
      'select app.fold_runs($2) as folded from set_config($3, $1, false)',
      [claims, foldAtOnce, 'request.jwt.claims'],
    );
    if (!row || row.folded === 0) break;
  }
  const foldedSeconds = (performance.now() - filled) / 1_000;
  await queryAsAdmin(adminUrl, 'vacuum analyze');
  return { filledSeconds: (filled - begun) / 1_000, foldedSeconds };
}

const id = (prefix: string, number: string) => `'${prefix}_' || lpad(to_hex((${number})::bigint), 26, '0')`;

async function fill(adminUrl: string, teamId: string, runs: number): Promise<void> {
  // Made anew when the rows are there, which is far quicker.
  const indexes = await queryAsAdmin<{ name: string; made: string }>(
    adminUrl,
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
     where indrelid = 'public.runs'::regclass and not indisunique`,
  );
  await queryAsAdmin(
    adminUrl,
    `set session_replication_role = replica;
     ${indexes.map(({ name }) => `drop index ${name}`).join(';')};
     insert into agents (id, team_id, name, kind, title, description, latest_version)
       select ${id('agt', 'i')}, '${teamId}', 'agent-' || i, 'Agent', 'Agent ' || i, '', 1 from generate_series(0, 39) i;
     insert into runs (id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, input, output, error, status,
       tokens_input, tokens_output, cost_nano_usd, model, created_by, api_key_id, created_at, started_at, finished_at)
     select ${id('run', 'i')}, '${teamId}', ${id('agt', 'agent')}, 'ver', 1, repeat('a', 64), ${id('thr', 'i')},
       '{"query": "What is 2 + 2, and why does it not depend on the order?"}', '"4: adding is commutative."',
       case when status in ('failed', 'refused') then jsonb_build_object('code', (array['timeout', 'limit_exceeded',
         'invariant_violated', 'tool_failed', 'no_model_available', 'internal'])[(1 + i % 6)::integer], 'message', '…') end,
       status, 300 + i % 900, 40 + i % 200, 10000 + (i * 7919) % 900000,
       'vendor/model-' || ((agent + (i / 97) % 2) % 8),
       case when caller >= 6 then ('00000000-0000-4000-8000-' || lpad((caller)::text, 12, '0'))::uuid end,
       case when caller < 6 then ${id('key', 'caller')} end, at, at + interval '15 ms',
       at + interval '15 ms' + (300 + (i * 104729) % 40000) * interval '1 ms'
     from generate_series(0::bigint, ${runs - 1}) i,
       lateral (select floor(40 * power(((i * 48271) % 10007) / 10007.0, 2))::integer as agent) a,
       lateral (select (agent * 5 + (i / 13) % 4) % 18 as caller,
         (array['failed', 'failed', 'refused', 'cancelled'])[(1 + i % 4)::integer] as bad,
         now() - (${runs} - i) * (interval '365 days' / ${runs}) as at) c,
       lateral (select case when (i * 31) % 100 < 8 then bad else 'succeeded' end as status) s;
     insert into run_deltas (team_id, sign, created_at, status, agent_id, api_key_id, member_id, model, error_code,
       tokens_input, tokens_output, cost_nano_usd, duration_ms)
     select r.team_id, 1, r.created_at, r.status, r.agent_id, r.api_key_id, r.created_by, r.model, r.error ->> 'code',
       r.tokens_input, r.tokens_output, r.cost_nano_usd, app.run_duration(r.started_at, r.finished_at, r.waited_ms)
     from runs r`,
  );
  // Without statistics the function's statements would be planned for an empty table.
  await queryAsAdmin(adminUrl, [...indexes.map((index) => index.made), 'analyze runs, run_deltas'].join(';'));
}
