import type { RunId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { getQuota } from '../quotas/get.ts';
import { startRun } from '../runs/start.ts';
import { teamOfPerson } from '../teams/testing/people.ts';
import { agentText, openStand, refusal, type Stand } from '../testing/stand.ts';
import { applyRetention } from './apply-retention.ts';
import { getRetention } from './get-retention.ts';
import { previewRetention } from './preview-retention.ts';
import { setRetention } from './set-retention.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const sql = <T extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  queryAsAdmin<T>(stand.adminUrl, text, values);

/** Runs of so many days ago, each with two events, a receipt, a decided approval, a checkpoint and a note. */
async function runsOf(days: readonly { age: number; ended: boolean }[]) {
  const { owner, join } = await teamOfPerson(stand);
  const agent = await createAgent({ ctx: owner, input: { spec: agentText('keeper') } });
  const ids: RunId[] = [];
  for (const { age, ended } of days) {
    const { run_id } = await startRun({ ctx: owner, input: { agent_id: agent.id, query: `canary ${age}` } });
    ids.push(run_id);
    await sql(
      `update public.runs set created_at = now() - make_interval(days => $2::integer), cost_nano_usd = 7
         ${ended ? `, status = 'succeeded', output = '"canary"', tokens_input = 11, finished_at = now() - make_interval(days => $2::integer)` : ''}
       where id = $1`,
      [run_id, age],
    );
    await sql(
      `insert into public.run_events (run_id, seq, team_id, data)
       select id, n, team_id, '{"type":"token","text":"canary"}' from public.runs, generate_series(1, 2) n where id = $1`,
      [run_id],
    );
    if (!ended) continue;
    await sql(
      `insert into public.receipts (run_id, team_id, key_id, body) select id, team_id, 'k', '{}' from public.runs where id = $1`,
      [run_id],
    );
    await sql(
      `insert into orchestration.checkpoints (team_id, thread_id, namespace, checkpoint_id, depth, body)
       select team_id, thread_id, '', $1, 0, 'canary' from public.runs where id = $1`,
      [run_id],
    );
    await sql(
      `insert into public.approvals (id, team_id, run_id, agent_id, key, about, name, value, on_timeout, expires_at, state, decided_at)
       select app.new_id('apr'), team_id, id, agent_id, id, 'tool', 'x', '"canary"', 'deny', now(), 'denied', now()
       from public.runs where id = $1`,
      [run_id],
    );
    await sql(
      `insert into public.memories (team_id, agent_id, thread_id, key, value)
       select team_id, agent_id, thread_id, 'k', 'canary' from public.runs where id = $1`,
      [run_id],
    );
  }
  return { owner, join, ids };
}

const has = async (table: string, id: RunId, column = 'run_id') =>
  (await sql(`select 1 from ${table} where ${column} = $1`, [id])).length;

test('what is older loses its content in batches; numbers, receipts and what is open stay', async () => {
  const { owner, ids } = await runsOf([
    { age: 100, ended: true },
    { age: 100, ended: false },
    { age: 40, ended: true },
    { age: 5, ended: true },
  ]);
  const [old, open, middle, young] = ids as [RunId, RunId, RunId, RunId];
  const rule = { runs_days: 60, events_days: 30 };
  expect(await previewRetention({ ctx: owner, input: rule })).toEqual({ runs: 1, events: 4, open_runs: 1 });
  expect(await applyRetention({ services: stand.services })).toEqual({ runs: 0, events: 0 });
  const quota = await getQuota({ ctx: owner });

  await setRetention({ ctx: owner, input: rule });
  expect(await applyRetention({ services: stand.services })).toEqual({ runs: 1, events: 4 });
  expect(await applyRetention({ services: stand.services })).toEqual({ runs: 0, events: 0 });
  const [row] = await sql<Record<string, unknown>>(
    'select input, output, status, cost_nano_usd::integer as cost, tokens_input::integer as tokens from public.runs where id = $1',
    [old],
  );
  expect(row).toEqual({ input: {}, output: null, status: 'succeeded', cost: 7, tokens: 11 });
  expect(await has('public.receipts', old)).toBe(1);
  for (const table of ['public.run_events', 'public.approvals']) expect(await has(table, old)).toBe(0);
  expect(await has('orchestration.checkpoints', old, 'checkpoint_id')).toBe(0);
  expect(await has('public.run_events', middle)).toBe(0);
  expect(await has('public.approvals', middle)).toBe(1);
  expect(await has('orchestration.checkpoints', middle, 'checkpoint_id')).toBe(1);
  for (const id of [open, young]) expect(await has('public.run_events', id)).toBe(2);
  await stand.services.cache.forget('quota', owner.actor.teamId);
  expect((await getQuota({ ctx: owner })).runs).toEqual(quota.runs);

  // What was open is looked at again once it has ended.
  await sql(`update public.runs set status = 'cancelled', finished_at = now() where id = $1`, [open]);
  await sql(`update public.team_retention set runs_days = runs_days where team_id = $1`, [
    owner.actor.teamId,
  ]);
  await applyRetention({ services: stand.services });
  expect(await has('public.run_events', open)).toBe(0);
});

test('many go over several rounds, and another team keeps all of its own', async () => {
  const { owner, ids } = await runsOf([{ age: 100, ended: true }]);
  const other = await runsOf([{ age: 100, ended: true }]);
  await sql(
    `insert into public.runs (id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, status, input, created_at, finished_at)
     select app.new_id('run'), r.team_id, r.agent_id, r.agent_version_id, r.version, r.spec_hash, r.thread_id, 'failed',
       '{"query":"x"}', now() - make_interval(days => 90, secs => n), now() - interval '90 days'
     from public.runs r, generate_series(1, 450) n where r.id = $1`,
    [ids[0]],
  );
  await setRetention({ ctx: owner, input: { runs_days: 60, events_days: null } });
  expect(await applyRetention({ services: stand.services })).toMatchObject({ runs: 451 });
  expect(await has('public.run_events', other.ids[0] as RunId)).toBe(2);
});

test('owners and admins set it, editors do not, and events are not kept longer than their runs', async () => {
  const { owner, join } = await teamOfPerson(stand);
  const [admin, editor] = [await join('admin'), await join('editor')];
  const rule = { runs_days: 30, events_days: 7 };
  expect(await refusal(setRetention({ ctx: editor, input: rule }))).toBe('forbidden');
  expect(await refusal(previewRetention({ ctx: editor, input: rule }))).toBe('forbidden');
  expect(await refusal(setRetention({ ctx: admin, input: { runs_days: 7, events_days: 30 } }))).toBe(
    'invalid_input',
  );
  expect(await refusal(setRetention({ ctx: admin, input: { runs_days: 0, events_days: null } }))).toBe(
    'invalid_input',
  );
  await setRetention({ ctx: admin, input: rule });
  expect(await getRetention({ ctx: editor })).toMatchObject(rule);
  await setRetention({ ctx: owner, input: { runs_days: null, events_days: null } });
  const lines = await sql<{ before: unknown; after: unknown }>(
    `select details::jsonb -> 'before' as before, details::jsonb -> 'after' as after from public.audit_entries
     where team_id = $1 and action = 'retention.changed' order by seq`,
    [owner.actor.teamId],
  );
  expect(lines).toEqual([
    { before: { runs_days: null, events_days: null }, after: rule },
    { before: rule, after: { runs_days: null, events_days: null } },
  ]);
});
