import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { listRuns } from '../runs/list.ts';
import { startRun } from '../runs/start.ts';
import type { ServiceContext } from '../service-context.ts';
import { agentText, refusal as codeOf, openStand, type Stand } from '../testing/stand.ts';
import { deleteThread } from '../threads/delete.ts';
import { createDashboardView } from './create-view.ts';
import { deleteDashboardView } from './delete-view.ts';
import { exportDashboard } from './export.ts';
import { foldEndedRuns } from './fold.ts';
import { getDashboard } from './get.ts';
import { listDashboardViews } from './list-views.ts';
import { updateDashboardView } from './update-view.ts';
import { watchDashboard } from './watch.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const signal = new AbortController().signal;

async function run(ctx: ServiceContext, agent_id: string, query: string, execute = true) {
  const started = await startRun({ ctx, input: { agent_id, query } as never });
  const work = { services: ctx, workerId: 'one', signal, timings: defaultRunTimings };
  const input = { run_id: started.run_id, team_id: ctx.actor.teamId };
  if (execute) await executeRun({ ...work, input });
  return started;
}

test('runs of the path itself are counted, folded or not, until their thread is deleted', async () => {
  const [ctx, other] = [await stand.tenant(), await stand.tenant()];
  const { id } = await createAgent({ ctx, input: { spec: agentText('adder') } });
  await run(ctx, id, 'What is 1 + 1?');
  const gone = await run(ctx, id, 'What is 2 + 2?');
  await run(ctx, id, 'What is 3 + 3?', false);
  const input = { range: '24h', zone: 'Asia/Kathmandu', compare: 'previous', agent: id } as const;
  const seen = await getDashboard({ ctx, input });
  expect(seen.totals).toMatchObject({ runs: 3, succeeded: 2, open: 1, success_rate: 1 });
  expect(seen.totals.latency_ms.p95).toBeGreaterThan(0);
  expect(seen.series.reduce((sum, { runs }) => sum + runs, 0)).toBe(3);
  expect(seen.series.at(-1)).toMatchObject({ runs: 3, ends_at: seen.to });
  expect(seen.previous?.totals.runs).toBe(0);
  expect(seen.by_agent).toMatchObject([{ id, runs: 3 }]);
  expect(seen.by_member).toMatchObject([{ runs: 3 }]);
  expect(seen.by_model.reduce((sum, { tokens }) => sum + tokens.total, 0)).toBe(seen.totals.tokens.total);

  expect((await foldEndedRuns({ services: ctx })).folded).toBeGreaterThanOrEqual(2);
  const folded = await getDashboard({ ctx, input });
  expect(folded.totals).toEqual(seen.totals);
  expect(folded.by_model.map(({ series: _, ...line }) => line)).toEqual(
    seen.by_model.map(({ series: _, ...line }) => line),
  );

  await deleteThread({ ctx, input: { id: gone.thread_id } });
  expect((await getDashboard({ ctx, input })).totals).toMatchObject({ runs: 2, succeeded: 1, open: 1 });
  await foldEndedRuns({ services: ctx });
  expect((await getDashboard({ ctx, input })).totals).toMatchObject({ runs: 2, succeeded: 1, open: 1 });
  expect((await getDashboard({ ctx: other, input: {} })).totals.runs).toBe(0);

  // The runs behind a point are as many as it says.
  const { from, to } = folded.series.at(-1) === undefined ? folded : { from: folded.from, to: folded.to };
  const behind = await listRuns({ ctx, input: { from, to, agent_id: id, status: 'succeeded' } });
  expect(behind.items).toHaveLength(1);
  expect((await listRuns({ ctx, input: { to: from } })).items).toHaveLength(0);
});

test('what is no range or zone is refused in words', async () => {
  const ctx = await stand.tenant();
  const refused = (input: Parameters<typeof getDashboard>[0]['input']) =>
    codeOf(getDashboard({ ctx, input }));
  expect(await refused({ zone: 'Europe/Nowhere' })).toBe('invalid_input');
  expect(await refused({ range: '365d', bucket: 'hour' })).toBe('invalid_input');
  expect(await refused({ from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' })).toBe('invalid_input');
  expect(await refused({ range: '7d', from: '2026-01-01T00:00:00Z' })).toBe('invalid_input');
});

test('the table says what the page says', async () => {
  const ctx = await stand.tenant();
  const { id } = await createAgent({ ctx, input: { spec: agentText('adder') } });
  await run(ctx, id, 'What is 1 + 1?');
  const { text, fileName } = await exportDashboard({ ctx, input: { range: '1h' } });
  expect(fileName).toMatch(/^dashboard-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  const rows = text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  const widths = new Set(rows.map((row) => row.length));
  expect([...widths]).toHaveLength(1);
  expect(rows.filter(([section]) => section === 'point').length).toBeGreaterThanOrEqual(60);
  expect(rows.find(([section]) => section === 'total')?.slice(5, 7)).toEqual(['1', '1']);
});

test('whoever watches is told that a run has begun or ended, and stops quietly', async () => {
  const ctx = await stand.tenant();
  const { id } = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const stop = new AbortController();
  const changes = await watchDashboard({ ctx, signal: stop.signal });
  const next = changes.next();
  await run(ctx, id, 'What is 1 + 1?', false);
  expect((await next).value).toMatchObject({ changed_at: expect.any(String) });
  const last = changes.next();
  stop.abort();
  expect((await Promise.race([last, sleep(5_000)]))?.done).toBe(true);
});

test('a view is one’s own until it is shared; others may take it over, and admins delete it', async () => {
  const ctx = await stand.tenant();
  const [editor, viewer] = [await stand.member(ctx, 'editor'), await stand.member(ctx, 'viewer')];
  const names = async (who: ServiceContext) =>
    (await listDashboardViews({ ctx: who })).items.map(({ name, own }) => `${name} ${own}`);
  const mine = await createDashboardView({ ctx: viewer, input: { name: 'Mine', query: 'range=30d' } });
  expect([await names(ctx), await names(viewer)]).toEqual([[], ['Mine true']]);
  expect(await codeOf(deleteDashboardView({ ctx, input: { id: mine.id } }))).toBe('not_found');

  await updateDashboardView({ ctx: viewer, input: { id: mine.id, shared: true } });
  expect(await names(editor)).toEqual(['Mine false']);
  expect(await codeOf(updateDashboardView({ ctx: editor, input: { id: mine.id, name: 'X' } }))).toBe(
    'forbidden',
  );
  expect(await codeOf(deleteDashboardView({ ctx: editor, input: { id: mine.id } }))).toBe('forbidden');
  await deleteDashboardView({ ctx, input: { id: mine.id } });
  expect(await names(viewer)).toEqual([]);
  expect(await codeOf(createDashboardView({ ctx, input: { name: 'X', query: '"><script>' } }))).toBe(
    'invalid_input',
  );
});
