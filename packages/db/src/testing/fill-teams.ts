import { queryAsAdmin } from './query-as-admin.ts';

/** So many teams alike. */
export interface FilledTeams {
  teams: number;
  /** Of each team, up to 1,000,000; of agents up to 999. */
  runs: number;
  agents: number;
}

// The digits and letters of hexadecimal are all digits of an id, so an id can be counted up.
const id = (prefix: string, number: string) => `'${prefix}_' || lpad(to_hex((${number})::bigint), 26, '0')`;
const indexed = ['runs', 'threads', 'model_calls', 'audit_entries', 'run_events'];

const people = (sizes: readonly FilledTeams[]) => `
  create temporary table sizes as
    select row_number() over (order by place)::integer as n, runs, agents
    from (values ${sizes.map(({ teams, runs, agents }, place) => `(${place}, ${teams}, ${runs}, ${agents})`).join(', ')})
      as alike (place, teams, runs, agents), generate_series(1, teams);
  insert into auth.users (id, email, raw_user_meta_data)
    select gen_random_uuid(), 'person' || n || '@example.test', jsonb_build_object('name', 'Person ' || n) from sizes;
  insert into auth.sessions (user_id, amr, created_at)
    select id, '[{"method": "password", "timestamp": 1795246000}]', now() - interval '1 day' from auth.users;
  create table filled_teams as
    select team.id, team.personal_of as owner, n, runs, agents
    from (select *, row_number() over (order by created_at, id) as n from teams) team join sizes using (n);
  update teams set welcomed_at = now(); -- nobody waits for starter agents`;

const rows = `
  set session_replication_role = replica; -- leaves out the checks of foreign keys: the rows are right
  set work_mem = '256MB';
  set maintenance_work_mem = '512MB';
  insert into agents (id, team_id, name, kind, title, description, latest_version, created_by, created_at)
    select ${id('agt', 't.n * 1000 + i')}, t.id, 'agent-' || i, 'Agent', 'Agent ' || i, 'Does what it says.', 1,
      t.owner, now() - i * interval '1 hour'
    from filled_teams t, generate_series(1, t.agents) i;
  insert into agent_versions (id, team_id, agent_id, version, spec, spec_hash, created_by, created_at)
    select ${id('ver', 't.n * 1000 + i')}, t.id, ${id('agt', 't.n * 1000 + i')}, 1, repeat('x', 2000),
      repeat('a', 64), t.owner, now() - i * interval '1 hour'
    from filled_teams t, generate_series(1, t.agents) i;
  insert into threads (id, team_id, agent_id, created_by, created_at, last_run_at)
    select ${id('thr', 't.n * 100000 + i')}, t.id, ${id('agt', 't.n * 1000 + 1 + i % t.agents')}, t.owner,
      now() - (i * 4 + 4) * interval '3 minutes', now() - i * 4 * interval '3 minutes'
    from filled_teams t, generate_series(0, (t.runs - 1) / 4) i;
  insert into runs (id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, input, output, status,
      tokens_input, tokens_output, cost_nano_usd, model, created_by, created_at, started_at, finished_at)
    select ${id('run', 't.n * 1000000 + i')}, t.id, ${id('agt', 't.n * 1000 + 1 + (i / 4) % t.agents')},
      ${id('ver', 't.n * 1000 + 1 + (i / 4) % t.agents')}, 1, repeat('a', 64), ${id('thr', 't.n * 100000 + i / 4')},
      '{"query": "What is 2 + 2, and why does it not depend on the order?"}',
      '"4: adding is commutative, so that the order of its parts does not matter."',
      case when i % 20 = 0 then 'failed' else 'succeeded' end, 320, 45, 81000, 'openai/gpt-5-mini', t.owner,
      at, at + interval '20 ms', at + interval '2 s'
    from filled_teams t, generate_series(0, t.runs - 1) i, lateral (select now() - i * interval '3 minutes' as at) m;
  insert into run_events (run_id, seq, team_id, at, data)
    select ${id('run', 't.n * 1000000 + i')}, e.seq, t.id, now(), e.data
    from filled_teams t, generate_series(0, least(t.runs, 40) - 1) i, (values
      (1, '{"type": "run.started", "attempt": 1, "agent": "adder", "version": 1, "spec_hash": "aaaa"}'::jsonb),
      (2, '{"type": "step.started", "step": 1, "task": "simple_query"}'),
      (3, '{"type": "tool.call", "step": 1, "tool_call_id": "c1", "name": "calculator", "arguments": {"expression": "2 + 2"}}'),
      (4, '{"type": "tool.result", "step": 1, "tool_call_id": "c1", "name": "calculator", "outcome": "ok", "result": 4, "duration_ms": 1}'),
      (5, '{"type": "token", "step": 2, "text": "4: adding is commutative, "}'),
      (6, '{"type": "token", "step": 2, "text": "so that the order does not matter."}'),
      (7, '{"type": "step.finished", "step": 2, "provider": "openai", "model": "gpt-5-mini", "finish_reason": "stop", "tokens": {"input": 320, "output": 45, "total": 365}, "cost_nano_usd": 81000, "duration_ms": 800, "fallbacks": []}'),
      (8, '{"type": "run.finished", "status": "succeeded", "error": null}')
    ) e (seq, data);
  insert into model_calls (id, team_id, run_id, user_id, purpose, attempt_number, provider, model, payer, outcome,
      tokens_input, tokens_cached_input, tokens_cache_write, tokens_output, tokens_reasoning, cost_nano_usd,
      reserved_nano_usd, estimated, first_token_ms, duration_ms, created_at)
    select ${id('call', 't.n * 1000000 + i')}, t.id, ${id('run', 't.n * 1000000 + i')}, t.owner, 'run', 1, 'openai',
      'gpt-5-mini', 'platform', 'answered', 320, 0, 0, 45, 0, 81000, 200000, false, 300 + i % 200, 800 + i % 500,
      now() - i * interval '3 minutes'
    from filled_teams t, generate_series(0, least(t.runs, 12000) - 1) i;
  insert into budgets (team_id, kind, subject_id, period, spent_nano_usd)
    select id, 'team', id, to_char(now() at time zone 'UTC', 'YYYY-MM'), 81000 * least(runs, 12000) from filled_teams;
  insert into approvals (id, team_id, run_id, agent_id, key, about, name, value, state, on_timeout, expires_at,
      decided_at, decided_by, created_at)
    select ${id('apr', 't.n * 1000 + i')}, t.id, ${id('run', 't.n * 1000000 + i')},
      ${id('agt', 't.n * 1000 + 1 + (i / 4) % t.agents')}, 'call-1', 'tool', 'send_mail', '{"to": "a@example.test"}',
      case when i < 3 then 'pending' else 'approved' end, 'deny', now() + interval '30 days',
      case when i >= 3 then now() end, case when i >= 3 then t.owner end, now() - i * interval '3 minutes'
    from filled_teams t, generate_series(0, least(t.runs, 20) - 1) i;
  insert into audit_entries (id, team_id, entry, details, created_at, seq, prev, hash)
    select a.id, t.id,
      '{"action":"agent.updated","actor":{"id":"' || t.owner || '","type":"user"},"at":"2026-11-20T10:00:00.000Z",' ||
      '"details_sha256":"' || repeat('b', 64) || '","id":"' || a.id || '","request_id":"req-1","target":{"id":"agt_1",' ||
      '"type":"agent"},"team_id":"' || t.id || '"}',
      '{"actor_name":"Person","address":"203.0.113.9","after":{"version":2},"before":{"version":1},"salt":"c2FsdA",' ||
      '"target_name":"agent-1","user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"}',
      now() - (100 - i) * interval '1 hour', i, repeat('0', 64), repeat('c', 64)
    from filled_teams t, generate_series(1, 100) i, lateral (select ${id('aud', 't.n * 1000 + i')} as id) a;
  insert into audit_heads (team_id, seq, hash) select id, 100, repeat('c', 64) from filled_teams;`;

/**
 * Fills a migrated, empty database with teams, the largest best first. Threads hold 4 runs, the newest 40 runs of a team
 * have events, its newest 12,000 a model call; each team has 20 approvals and 100 entries in its audit log, whose hashes
 * are not true. What was filled stands in the table `filled_teams`; a run's id is `run_` and the team's number times a
 * million plus the run's from the newest, in hexadecimal, and so are others. Every row is analysed.
 */
export async function fillTeams(adminUrl: string, sizes: readonly FilledTeams[]): Promise<void> {
  await queryAsAdmin(adminUrl, people(sizes));
  const later = await queryAsAdmin<{ name: string; made: string }>(
    adminUrl,
    `select index.indexrelid::regclass::text as name, pg_get_indexdef(index.indexrelid) as made
    from pg_index index join pg_class t on t.oid = index.indrelid
    where t.relnamespace = 'public'::regnamespace and not index.indisunique and t.relname = any ($1)`,
    [indexed],
  );
  await queryAsAdmin(
    adminUrl,
    [
      ...later.map(({ name }) => `drop index ${name}`),
      rows,
      ...later.map(({ made }) => made),
      'reset session_replication_role',
    ].join(';'),
  );
  // Apart: it cannot run within a transaction.
  await queryAsAdmin(adminUrl, 'vacuum analyze');
}
