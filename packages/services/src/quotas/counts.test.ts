import { queryAsAdmin } from '@agent-factory/db/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { cancelRun } from '../runs/cancel.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { startRun } from '../runs/start.ts';
import { agentText, openStand, type Stand } from '../testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

type RunId = Awaited<ReturnType<typeof startRun>>['run_id'];

/** What may happen to a team's runs, many of it at once. */
const act = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: 'start' } as const) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replay' as const), key: fc.nat({ max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('work' as const), at: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), at: fc.nat() }) },
  // A worker takes it up and is never heard of again; the next one does it anew.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), at: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('move' as const), hours: fc.integer({ min: 1, max: 700 }) }),
  },
);

test('whatever happens at once to its runs, a team’s counts are what its rows say, and never above the quota', async () => {
  const { services, adminUrl } = stand;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 2, max: 8 }),
      async (rounds, quota) => {
        const ctx = await stand.tenant();
        const { teamId } = ctx.actor;
        await queryAsAdmin(adminUrl, 'update public.teams set runs_quota = $2 where id = $1', [
          teamId,
          quota,
        ]);
        const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
        const runs: RunId[] = [];
        const start = async (key?: string) => {
          const input = {
            agent_id: agent.id,
            query: '1 + 1',
            ...(key === undefined ? {} : { idempotency_key: key }),
          };
          const { run_id } = await startRun({ ctx, input });
          if (!runs.includes(run_id)) runs.push(run_id);
        };
        const work = (run_id: RunId, signal = new AbortController().signal) =>
          executeRun({
            services,
            input: { run_id, team_id: teamId },
            workerId: crypto.randomUUID(),
            signal,
            timings: defaultRunTimings,
          });
        const refusals: unknown[] = [];
        const carryOut = async (one: typeof act extends fc.Arbitrary<infer A> ? A : never): Promise<void> => {
          const chosen = 'at' in one ? runs[one.at % Math.max(1, runs.length)] : undefined;
          switch (one.do) {
            case 'start':
              return start();
            case 'replay':
              return start(`key ${one.key}`);
            case 'work':
              if (chosen !== undefined) await work(chosen);
              return;
            case 'cancel':
              if (chosen !== undefined) await cancelRun({ ctx, input: { run_id: chosen } });
              return;
            case 'crash':
              if (chosen === undefined) return;
              await queryAsAdmin(
                adminUrl,
                `update public.runs set status = 'running', attempt = attempt + 1, fence = fence + 1, worker_id = 'dead',
                   started_at = now(), heartbeat_at = now() - interval '1 hour'
                 where id = $1 and status = 'queued'`,
                [chosen],
              );
              return;
            case 'move':
              await queryAsAdmin(
                adminUrl,
                `update public.teams set period_anchor = now() - $2 * interval '1 hour' where id = $1`,
                [teamId, one.hours],
              );
          }
        };
        for (const round of rounds) {
          const all = await Promise.allSettled(round.map(carryOut));
          for (const one of all) if (one.status === 'rejected') refusals.push(one.reason);
        }
        for (const refused of refusals) expect(refused).toMatchObject({ code: 'quota_exceeded' });
        const [sums] = await queryAsAdmin(
          adminUrl,
          `select
             (select coalesce(sum(c.runs), 0)::int from public.quota_counts c
               where c.team_id = t.id and c.period_start = q.begins) as runs,
             (select coalesce(sum(c.tokens), 0)::int from public.quota_counts c
               where c.team_id = t.id and c.period_start = q.begins) as tokens,
             (select count(*)::int from public.runs r
               where r.team_id = t.id and r.created_at >= q.begins) as "rowsRuns",
             (select coalesce(sum(r.tokens_input + r.tokens_output), 0)::int from public.runs r
               where r.team_id = t.id and r.finished_at >= q.begins) as "rowsTokens"
           from public.teams t cross join lateral app.quota_of(t.id, now()) q where t.id = $1`,
          [teamId],
        );
        expect(sums).toMatchObject({ runs: sums?.rowsRuns, tokens: sums?.rowsTokens });
        expect(sums?.runs).toBeLessThanOrEqual(quota);
        expect(runs.length).toBe(sums?.rowsRuns);
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);
