import type { CreateScheduleInput } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { deleteAgent } from '../agents/delete.ts';
import { createApiKey } from '../api-keys/create.ts';
import { getRun } from '../runs/get.ts';
import { listRuns } from '../runs/list.ts';
import { startRun } from '../runs/start.ts';
import { contextFor, type ServiceContext, type Services } from '../service-context.ts';
import { agentText, openStand, refusal, refusalError, type Stand } from '../testing/stand.ts';
import { createSchedule } from './create.ts';
import { deleteSchedule } from './delete.ts';
import { getSchedule } from './get.ts';
import { listSchedules } from './list.ts';
import { refusalsUntilPause, runDueSchedules } from './run-due.ts';
import { runScheduleNow } from './run-now.ts';
import { updateSchedule } from './update.ts';

let stand: Stand;
/** What the clock of everything here says. */
let now = Date.parse('2026-11-21T08:59:30Z');
let services: Services;
beforeAll(async () => {
  stand = await openStand();
  services = { ...stand.services, clock: { now: () => now } };
});
afterAll(() => stand.drop());
beforeEach(async () => {
  now = Date.parse('2026-11-21T08:59:30Z');
  await queryAsAdmin(stand.adminUrl, 'delete from public.schedules');
});

async function tenant(spec = agentText('adder')) {
  const { actor } = await stand.tenant();
  const ctx = contextFor(services, actor);
  const { id } = await createAgent({ ctx, input: { spec } });
  const make = (parts: Partial<CreateScheduleInput> = {}) =>
    createSchedule({
      ctx,
      input: { agent_id: id, name: 'Nightly', cron: '0 * * * *', input: { query: '1 + 1' }, ...parts },
    });
  return { ctx, agentId: id, make };
}

const at = (time: string) => {
  now = Date.parse(time);
};
const runsOf = async (ctx: ServiceContext) => (await listRuns({ ctx, input: { limit: 100 } })).items;
const settle = async () => (await runDueSchedules({ services })).settled;

describe('what is due', () => {
  test('starts one run at its time, however many workers ask, and says by what', async () => {
    const { ctx, make } = await tenant();
    const schedule = await make();
    expect(schedule.next_times).toEqual([
      '2026-11-21T09:00:00.000Z',
      '2026-11-21T10:00:00.000Z',
      '2026-11-21T11:00:00.000Z',
    ]);
    expect(await settle()).toBe(0);
    at('2026-11-21T09:00:00Z');
    const rounds = await Promise.all(Array.from({ length: 8 }, settle));
    expect(rounds.reduce((sum, settled) => sum + settled)).toBe(1);
    const [run, ...others] = await runsOf(ctx);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      input: { query: '1 + 1' },
      started_by: { type: 'schedule', id: schedule.id, name: 'Nightly' },
    });
    expect(await getSchedule({ ctx, input: { id: schedule.id } })).toMatchObject({
      next_times: ['2026-11-21T10:00:00.000Z', expect.anything(), expect.anything()],
      last_run: { run_id: run?.run_id, status: 'queued' },
      last_refusal: null,
    });
    expect(stand.errors).toEqual([]);
  });

  test('what a worker claimed and died over is started by another, once', async () => {
    const { ctx, make } = await tenant();
    const { id } = await make();
    at('2026-11-21T09:00:00Z');
    const claim = (until: string) =>
      queryAsAdmin(stand.adminUrl, 'update public.schedules set claimed_until = $2 where id = $1', [
        id,
        until,
      ]);
    await claim('2026-11-21T09:01:00Z');
    expect(await settle()).toBe(0);
    // It had started the run, too, but not said so.
    await startRun({
      ctx: contextFor(services, { type: 'system', teamId: ctx.actor.teamId, reason: 'test' }),
      input: {
        agent_id: (await getSchedule({ ctx, input: { id } })).agent_id,
        input: { query: '1 + 1' },
        idempotency_key: `${id}@2026-11-21T09:00:00.000Z`,
      },
      runFor: { scheduleId: id, name: 'Nightly', askedBy: null },
    });
    at('2026-11-21T09:01:00Z');
    expect(await settle()).toBe(1);
    const runs = await runsOf(ctx);
    expect(runs).toHaveLength(1);
    // It is no run beside itself.
    expect(await getSchedule({ ctx, input: { id } })).toMatchObject({
      last_run: { run_id: runs[0]?.run_id },
      last_skipped_at: null,
    });
  });

  test('what was missed for days is made up for by one run', async () => {
    const { ctx, make } = await tenant();
    const { id } = await make();
    at('2026-11-24T12:30:00Z');
    expect(await settle()).toBe(1);
    expect(await settle()).toBe(0);
    expect(await runsOf(ctx)).toHaveLength(1);
    const { next_times } = await getSchedule({ ctx, input: { id } });
    expect(next_times[0]).toBe('2026-11-24T13:00:00.000Z');
  });
});

describe('what comes due while the run before goes on', () => {
  const end = (ctx: ServiceContext) =>
    queryAsAdmin(
      stand.adminUrl,
      `update public.runs set status = 'succeeded', waiting_since = null, finished_at = now() where team_id = $1`,
      [ctx.actor.teamId],
    );

  test('passes, and that is noted; a run that waits for a person goes on too', async () => {
    const { ctx, make } = await tenant();
    const { id, overlap } = await make();
    expect(overlap).toBe('skip');
    at('2026-11-21T09:00:00Z');
    await settle();
    const [first] = await runsOf(ctx);
    for (const [hour, status] of [
      ['10', 'running'],
      ['11', 'waiting'],
    ]) {
      await queryAsAdmin(
        stand.adminUrl,
        `update public.runs set status = $2, waiting_since = case $2 when 'waiting' then now() end where id = $1`,
        [first?.run_id, status],
      );
      at(`2026-11-21T${hour}:00:00Z`);
      expect(await settle()).toBe(1);
      expect(await runsOf(ctx)).toHaveLength(1);
      expect(await getSchedule({ ctx, input: { id } })).toMatchObject({
        enabled: true,
        last_run: { run_id: first?.run_id, status },
        last_skipped_at: `2026-11-21T${hour}:00:00.000Z`,
        last_refusal: null,
      });
    }
    await end(ctx);
    at('2026-11-21T12:00:00Z');
    expect(await settle()).toBe(1);
    expect(await runsOf(ctx)).toHaveLength(2);
  });

  test('waits for the end where it is queued: one run, however many times have come', async () => {
    const { ctx, make } = await tenant();
    const { id } = await make({ overlap: 'queue' });
    at('2026-11-21T09:00:00Z');
    await settle();
    for (const time of ['10:00:00', '10:02:00', '11:00:30']) {
      at(`2026-11-21T${time}Z`);
      expect(await settle()).toBe(0);
    }
    expect((await getSchedule({ ctx, input: { id } })).next_times[0]).toBe('2026-11-21T10:00:00.000Z');
    await end(ctx);
    at('2026-11-21T11:01:30Z');
    expect(await settle()).toBe(1);
    at('2026-11-21T11:03:00Z');
    expect(await settle()).toBe(0);
    expect(await runsOf(ctx)).toHaveLength(2);
    expect(await getSchedule({ ctx, input: { id } })).toMatchObject({
      next_times: ['2026-11-21T12:00:00.000Z', expect.anything(), expect.anything()],
      last_skipped_at: null,
    });
  });

  test('is started beside it where both are allowed, also once that is changed', async () => {
    const { ctx, make } = await tenant();
    const { id } = await make();
    expect(await updateSchedule({ ctx, input: { id, overlap: 'allow' } })).toMatchObject({
      overlap: 'allow',
    });
    for (const hour of ['09', '10', '11']) {
      at(`2026-11-21T${hour}:00:00Z`);
      expect(await settle()).toBe(1);
    }
    expect(await runsOf(ctx)).toHaveLength(3);
  });

  test('runs of another schedule do not count', async () => {
    const { ctx, make } = await tenant();
    await make();
    await make({ name: 'Too', cron: '30 9 * * *' });
    at('2026-11-21T09:00:00Z');
    await settle();
    at('2026-11-21T09:30:00Z');
    expect(await settle()).toBe(1);
    expect(await runsOf(ctx)).toHaveLength(2);
  });
});

describe('what is refused', () => {
  test('is noted in its words, and after five in a row the schedule switches itself off', async () => {
    const { ctx, agentId, make } = await tenant();
    const { id } = await make();
    await deleteAgent({ ctx, input: { id: agentId } });
    for (let hour = 9; hour < 9 + refusalsUntilPause; hour++) {
      expect(await getSchedule({ ctx, input: { id } })).toMatchObject({ enabled: true });
      at(`2026-11-21T${String(hour).padStart(2, '0')}:00:00Z`);
      expect(await settle()).toBe(1);
      expect(await getSchedule({ ctx, input: { id } })).toMatchObject({
        last_refusal: { code: 'not_found', message: 'There is no such agent.' },
        refused_in_a_row: hour - 8,
      });
    }
    expect(await getSchedule({ ctx, input: { id } })).toMatchObject({
      enabled: false,
      next_times: [],
      paused_reason: expect.stringContaining('There is no such agent.'),
    });
    at('2026-11-22T09:00:00Z');
    expect(await settle()).toBe(0);
  });

  test('counts also where a worker refused the run, and a run that goes well begins the count anew', async () => {
    const { ctx, make } = await tenant();
    const { id } = await make();
    const end = async (status: string, error: string | null) => {
      await queryAsAdmin(
        stand.adminUrl,
        `update public.runs set status = $2, error = $3, finished_at = now() where team_id = $1 and status = 'queued'`,
        [ctx.actor.teamId, status, error],
      );
    };
    const spent = '{"code":"cost_ceiling","message":"The month is spent."}';
    at('2026-11-21T09:00:00Z');
    await settle();
    await end('refused', spent);
    expect(await getSchedule({ ctx, input: { id } })).toMatchObject({
      last_refusal: { code: 'cost_ceiling', message: 'The month is spent.' },
      refused_in_a_row: 1,
    });
    at('2026-11-21T10:00:00Z');
    await settle();
    await end('succeeded', null);
    expect(await getSchedule({ ctx, input: { id } })).toMatchObject({
      last_refusal: null,
      refused_in_a_row: 0,
    });
    for (let hour = 11; hour < 11 + refusalsUntilPause; hour++) {
      at(`2026-11-21T${hour}:00:00Z`);
      await settle();
      await end('refused', spent);
    }
    at('2026-11-21T17:00:00Z');
    await settle();
    expect(await runsOf(ctx)).toHaveLength(2 + refusalsUntilPause);
    expect(await getSchedule({ ctx, input: { id } })).toMatchObject({
      enabled: false,
      paused_reason: expect.stringContaining('The month is spent.'),
    });
    const again = await updateSchedule({ ctx, input: { id, enabled: true } });
    expect(again).toMatchObject({
      enabled: true,
      paused_reason: null,
      refused_in_a_row: 0,
      last_refusal: null,
    });
  });

  test('an outage is no refusal: it is tried again', async () => {
    const { ctx, make } = await tenant();
    const { id } = await make();
    at('2026-11-21T09:00:00Z');
    const broken: Services = {
      ...services,
      db: new Proxy(services.db, {
        get: () => {
          throw new Error('gone');
        },
      }),
    };
    await expect(runDueSchedules({ services: broken })).rejects.toThrow();
    expect(await settle()).toBe(1);
    expect(await getSchedule({ ctx, input: { id } })).toMatchObject({ refused_in_a_row: 0 });
  });
});

describe('who writes one', () => {
  const ofTopic = agentText(
    'topical',
    'input: { type: object, properties: { topic: { type: string } }, required: [topic] }',
  );

  test('is told at once what is wrong with it, and nothing is stored', async () => {
    const { ctx, make } = await tenant(ofTopic);
    const input = { topic: 'tea' };
    expect((await refusalError(make())).message).toContain('topic');
    expect((await refusalError(make({ input, cron: '61 * * * *' }))).message).toContain('cron: ');
    expect((await refusalError(make({ input, time_zone: 'Mars' }))).message).toContain('time_zone: ');
    expect(await refusal(make({ input, name: ' ' }))).toBe('invalid_input');
    const other = await tenant();
    expect(await refusal(make({ input, agent_id: other.agentId }))).toBe('not_found');
    expect((await listSchedules({ ctx })).items).toEqual([]);
    await make({ input });
    expect((await listSchedules({ ctx })).items).toHaveLength(1);
  });

  test('changes it, switches it off and on, and deletes it; its runs stay', async () => {
    const { ctx, make } = await tenant();
    const { id } = await make();
    const daily = await updateSchedule({ ctx, input: { id, cron: '0 9 * * *', time_zone: 'Europe/Berlin' } });
    expect(daily.next_times[0]).toBe('2026-11-22T08:00:00.000Z');
    expect((await updateSchedule({ ctx, input: { id, enabled: false } })).next_times).toEqual([]);
    at('2026-11-23T09:00:00Z');
    expect(await settle()).toBe(0);
    const run = await runScheduleNow({ ctx, input: { id } });
    expect(run.started_by).toEqual({ type: 'schedule', id, name: 'Nightly' });
    expect((await getSchedule({ ctx, input: { id } })).last_run?.run_id).toBe(run.run_id);
    const on = await updateSchedule({ ctx, input: { id, enabled: true } });
    expect(on.next_times[0]).toBe('2026-11-24T08:00:00.000Z');
    expect((await listRuns({ ctx, input: { schedule_id: id } })).items).toHaveLength(1);
    expect((await listRuns({ ctx, input: { started_by: 'schedule' } })).items).toHaveLength(1);
    expect((await listRuns({ ctx, input: { started_by: 'person' } })).items).toEqual([]);
    await deleteSchedule({ ctx, input: { id } });
    expect(await refusal(getSchedule({ ctx, input: { id } }))).toBe('not_found');
    expect((await getRun({ ctx, input: { run_id: run.run_id } })).started_by.type).toBe('schedule');
  });

  test('is an editor, or a key that starts runs of that agent', async () => {
    const { ctx, agentId, make } = await tenant();
    const { id } = await make();
    const viewer = await stand.member(ctx, 'viewer');
    expect((await listSchedules({ ctx: viewer })).items).toHaveLength(1);
    expect(await refusal(runScheduleNow({ ctx: viewer, input: { id } }))).toBe('forbidden');
    const other = await createAgent({ ctx, input: { spec: agentText('other') } });
    const keyed = async (agent_ids: [typeof agentId]) => {
      const key = await createApiKey({ ctx, input: { name: 'Robot', scopes: ['runs:write'], agent_ids } });
      return contextFor(services, {
        ...{ type: 'apiKey', keyId: key.id, teamId: ctx.actor.teamId, name: 'Robot' },
        ...{ scopes: ['runs:read', 'runs:write'], agentIds: agent_ids },
      } as const);
    };
    const stranger = await keyed([other.id]);
    expect((await listSchedules({ ctx: stranger })).items).toEqual([]);
    expect(await refusal(runScheduleNow({ ctx: stranger, input: { id } }))).toBe('not_found');
    const robot = await keyed([agentId]);
    expect((await runScheduleNow({ ctx: robot, input: { id } })).started_by.type).toBe('schedule');
    const byKey = await startRun({ ctx: robot, input: { agent_id: agentId, query: '2 + 2' } });
    expect(byKey.started_by).toMatchObject({ type: 'key', name: 'Robot' });
    expect((await listRuns({ ctx, input: { started_by: 'key' } })).items).toHaveLength(1);
  });
});
