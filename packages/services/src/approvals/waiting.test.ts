import type { ApprovalId, JobPayload } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { createEffectPort } from '../effects/effect-port.ts';
import { cancelRun } from '../runs/cancel.ts';
import { claim } from '../runs/execution/claim.ts';
import { createEventLog } from '../runs/execution/event-log.ts';
import { isLeaseLost } from '../runs/execution/lease.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { suspend } from '../runs/execution/suspend.ts';
import { getRun } from '../runs/get.ts';
import { startRun } from '../runs/start.ts';
import { agentText, openStand, refusal, refusalError, type Stand } from '../testing/stand.ts';
import { createApprovalPort } from './approval-port.ts';
import { countPendingApprovals } from './count-pending.ts';
import { decideApproval } from './decide.ts';
import { expireApprovals } from './expire.ts';
import { getApproval } from './get.ts';
import { listApprovals } from './list.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const dead = { ...defaultRunTimings, deadAfterMs: 0 };
const question = {
  about: 'tool',
  member: null,
  subject: { name: 'send_mail', value: { to: 'kim@example.com' } },
  reason: null,
  timeoutSeconds: 3_600,
  onTimeout: 'deny',
} as const;

/** A run that a worker has taken up, as `executeRun` holds it. */
async function atWork() {
  const ctx = await stand.tenant();
  const agent = await createAgent({ ctx, input: { spec: agentText('mailer') } });
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: 'x' } });
  const input: JobPayload<'execute_run'> = { run_id, team_id: ctx.actor.teamId };
  await queryAsAdmin(stand.adminUrl, `delete from graphile_worker._private_jobs where key = '${run_id}'`);
  const again = async (timings = dead) => {
    const claimed = await claim({ services: stand.services, input, workerId: 'one', timings });
    if (claimed === undefined) return undefined;
    const log = createEventLog(stand.services, claimed.lease, {
      lastSeq: claimed.lastSeq,
      usage: claimed.usage,
      draft: claimed.draft,
      approvalsTold: claimed.approvalsTold,
      coalesceMs: 5,
      onFailure: () => {},
    });
    const approvals = createApprovalPort(log, claimed.lease);
    return {
      claimed,
      log,
      approvals,
      effects: createEffectPort(log, claimed.lease),
      wait: () => suspend(log, claimed.lease, approvals.pending()),
    };
  };
  const attempt = await again();
  if (attempt === undefined) throw new Error('a queued run can be claimed');
  const status = async () => (await getRun({ ctx, input: { run_id } })).status;
  const jobs = async () => {
    const rows = await queryAsAdmin(
      stand.adminUrl,
      `select 1 from graphile_worker._private_jobs where key = '${run_id}'`,
    );
    return rows.length;
  };
  return { ctx, agent, run_id, attempt, again, status, jobs };
}

async function expire(id: ApprovalId): Promise<void> {
  await queryAsAdmin(
    stand.adminUrl,
    `update public.approvals set expires_at = now() - interval '1 second' where id = '${id}'`,
  );
}

describe('a question', () => {
  test('is put once, however often the run asks, and answered with how it stands', async () => {
    const { ctx, attempt, again, run_id } = await atWork();
    const first = await attempt.approvals.ask({ key: 'k', ...question });
    expect(first).toMatchObject({ state: 'pending', approved: false, value: null, decidedAt: null });
    expect(await attempt.approvals.ask({ key: 'k', ...question })).toEqual(first);
    await decideApproval({
      ctx,
      input: { id: first.approvalId, decision: 'edit', value: { to: 'robin@example.com' }, note: 'not Kim' },
    });
    const next = await again();
    expect(await next?.approvals.ask({ key: 'k', ...question })).toMatchObject({
      approvalId: first.approvalId,
      state: 'edited',
      approved: true,
      value: { to: 'robin@example.com' },
      note: 'not Kim',
      decidedBy: ctx.actor.email,
    });
    expect(next?.approvals.pending()).toEqual([]);
    const { items } = await listApprovals({ ctx, input: { run_id, state: 'all' } });
    expect(items).toMatchObject([{ id: first.approvalId, state: 'edited', run_id }]);
  });

  test('that was about one thing lets no other pass', async () => {
    const { attempt } = await atWork();
    await attempt.approvals.ask({ key: 'k', ...question });
    const other = attempt.approvals.ask({
      key: 'k',
      ...question,
      subject: { name: 'delete_all', value: {} },
    });
    await expect(other).rejects.toThrow('not about delete_all');
  });

  test('a worker that lost its run asks nothing and begins nothing', async () => {
    const { ctx, attempt, again, run_id } = await atWork();
    await again();
    await expect(attempt.approvals.ask({ key: 'k', ...question })).rejects.toSatisfy(isLeaseLost);
    await expect(attempt.effects.begin('e', { tool: 'pay', effect: 'money' })).rejects.toSatisfy(isLeaseLost);
    expect((await listApprovals({ ctx, input: { run_id, state: 'all' } })).items).toEqual([]);
  });

  test('silence decides as the spec says', async () => {
    for (const onTimeout of ['deny', 'approve'] as const) {
      const { ctx, attempt, again, status, jobs } = await atWork();
      const { approvalId } = await attempt.approvals.ask({ key: 'k', ...question, onTimeout });
      await attempt.wait();
      expect(await status()).toBe('waiting');
      await expire(approvalId);
      const late = decideApproval({ ctx, input: { id: approvalId, decision: 'approve' } });
      expect((await refusalError(late)).message).toContain('Nobody decided in time');
      await expireApprovals({ services: stand.services });
      expect([await status(), await jobs()]).toEqual(['queued', 1]);
      const next = await again();
      expect(await next?.approvals.ask({ key: 'k', ...question, onTimeout })).toMatchObject({
        state: 'expired',
        approved: onTimeout === 'approve',
        value: onTimeout === 'approve' ? question.subject.value : null,
        decidedBy: null,
      });
    }
  });
});

describe('deciding', () => {
  test('twice is a conflict that names who was first; of ten at once one decides', async () => {
    const { ctx, attempt, jobs } = await atWork();
    const { approvalId: id } = await attempt.approvals.ask({ key: 'k', ...question });
    await attempt.wait();
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) =>
        decideApproval({ ctx, input: { id, decision: n % 2 === 0 ? 'approve' : 'deny' } }),
      ),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of all) {
      if (each.status === 'rejected') {
        expect(each.reason).toMatchObject({ code: 'conflict' });
        expect(String(each.reason)).toContain(ctx.actor.email);
      }
    }
    expect(await jobs()).toBe(1);
  });

  test('takes an editor; edited arguments are an object; a value goes with an edit alone', async () => {
    const { ctx, attempt } = await atWork();
    const { approvalId: id } = await attempt.approvals.ask({ key: 'k', ...question });
    const viewer = await stand.member(ctx, 'viewer');
    expect((await getApproval({ ctx: viewer, input: { id } })).state).toBe('pending');
    expect(await refusal(decideApproval({ ctx: viewer, input: { id, decision: 'approve' } }))).toBe(
      'forbidden',
    );
    for (const value of ['text', 7, null, [{}]]) {
      const edit = decideApproval({ ctx, input: { id, decision: 'edit', value } });
      expect(await refusal(edit)).toBe('invalid_input');
    }
    expect(await refusal(decideApproval({ ctx, input: { id, decision: 'edit' } }))).toBe('invalid_input');
    const both = decideApproval({ ctx, input: { id, decision: 'deny', value: {} } });
    expect(await refusal(both)).toBe('invalid_input');
    expect((await getApproval({ ctx, input: { id } })).state).toBe('pending');
    const editor = await stand.member(ctx, 'editor');
    const denied = await decideApproval({ ctx: editor, input: { id, decision: 'deny', note: ' no ' } });
    expect(denied).toMatchObject({ state: 'denied', note: 'no', edited_value: null });
    expect(denied.decided_at).not.toBeNull();
  });

  test('Q2: a stranger finds nothing to read, count or decide', async () => {
    const { ctx, attempt, agent, run_id } = await atWork();
    const { approvalId: id } = await attempt.approvals.ask({ key: 'k', ...question });
    const stranger = await stand.tenant();
    expect(await refusal(getApproval({ ctx: stranger, input: { id } }))).toBe('not_found');
    expect(await refusal(decideApproval({ ctx: stranger, input: { id, decision: 'approve' } }))).toBe(
      'not_found',
    );
    expect(await refusal(listApprovals({ ctx: stranger, input: { run_id } }))).toBe('not_found');
    expect(await refusal(listApprovals({ ctx: stranger, input: { agent_id: agent.id } }))).toBe('not_found');
    expect((await listApprovals({ ctx: stranger, input: {} })).items).toEqual([]);
    expect(await countPendingApprovals({ ctx: stranger })).toEqual({ pending: 0 });
    expect(await countPendingApprovals({ ctx })).toEqual({ pending: 1 });
    expect((await getApproval({ ctx, input: { id } })).state).toBe('pending');
  });

  test('pages show every question once, newest first', async () => {
    const { ctx, attempt, run_id } = await atWork();
    const made: string[] = [];
    for (let n = 0; n < 5; n++) {
      made.unshift((await attempt.approvals.ask({ key: `k${n}`, ...question })).approvalId);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listApprovals({ ctx, input: { run_id, limit: 2, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(made);
  });
});

describe('waiting', () => {
  test('holds no worker, and the decision gives the run its job', async () => {
    const { ctx, attempt, again, status, jobs, run_id } = await atWork();
    const { approvalId: id } = await attempt.approvals.ask({ key: 'k', ...question });
    await attempt.wait();
    expect([await status(), await jobs()]).toEqual(['waiting', 0]);
    expect(await again()).toBeUndefined();
    const rows = await queryAsAdmin(
      stand.adminUrl,
      `select worker_id, heartbeat_at, waits, waiting_since is not null as waiting from public.runs where id = '${run_id}'`,
    );
    expect(rows).toEqual([{ worker_id: null, heartbeat_at: null, waits: 1, waiting: true }]);
    await decideApproval({ ctx, input: { id, decision: 'approve' } });
    expect([await status(), await jobs()]).toEqual(['queued', 1]);
    expect((await again(defaultRunTimings))?.claimed.exhausted).toBe(false);
  });

  test('a decision that comes before the run has let go is not lost', async () => {
    const { ctx, attempt, status, jobs } = await atWork();
    const { approvalId: id } = await attempt.approvals.ask({ key: 'k', ...question });
    await decideApproval({ ctx, input: { id, decision: 'approve' } });
    expect([await status(), await jobs()]).toEqual(['running', 0]);
    await attempt.wait();
    expect([await status(), await jobs()]).toEqual(['queued', 1]);
  });

  test('of letting go and deciding at the same moment, the run is never forgotten', async () => {
    const ends = await Promise.all(
      Array.from({ length: 25 }, async () => {
        const { ctx, attempt, status, jobs } = await atWork();
        const { approvalId: id } = await attempt.approvals.ask({ key: 'k', ...question });
        await Promise.all([attempt.wait(), decideApproval({ ctx, input: { id, decision: 'approve' } })]);
        return [await status(), await jobs()];
      }),
    );
    expect(ends).toEqual(Array.from({ length: 25 }, () => ['queued', 1]));
  });

  test('for two answers, each of them wakes it', async () => {
    const { ctx, attempt, again, status } = await atWork();
    const one = await attempt.approvals.ask({ key: 'one', ...question });
    const two = await attempt.approvals.ask({ key: 'two', ...question });
    await attempt.wait();
    await decideApproval({ ctx, input: { id: one.approvalId, decision: 'approve' } });
    const second = await again();
    expect((await second?.approvals.ask({ key: 'one', ...question }))?.approved).toBe(true);
    expect((await second?.approvals.ask({ key: 'two', ...question }))?.state).toBe('pending');
    await second?.wait();
    expect(await status()).toBe('waiting');
    await decideApproval({ ctx, input: { id: two.approvalId, decision: 'deny' } });
    expect(await status()).toBe('queued');
    expect((await again())?.claimed.run).toMatchObject({ attempt: 3, waits: 2 });
  });

  test('for two answers, of which one came before it let go, it does not wait for the other', async () => {
    const { ctx, attempt, status, jobs } = await atWork();
    const one = await attempt.approvals.ask({ key: 'one', ...question });
    await attempt.approvals.ask({ key: 'two', ...question });
    await decideApproval({ ctx, input: { id: one.approvalId, decision: 'approve' } });
    await attempt.wait();
    expect([await status(), await jobs()]).toEqual(['queued', 1]);
  });

  test('a run that waits is cancelled at once, and its question is put no longer', async () => {
    const { ctx, attempt, run_id, jobs } = await atWork();
    const { approvalId: id } = await attempt.approvals.ask({ key: 'k', ...question });
    await attempt.wait();
    expect((await cancelRun({ ctx, input: { run_id } })).status).toBe('cancelled');
    expect((await getApproval({ ctx, input: { id } })).state).toBe('cancelled');
    const late = await refusalError(decideApproval({ ctx, input: { id, decision: 'approve' } }));
    expect([late.code, late.message]).toEqual(['conflict', expect.stringContaining('The run ended')]);
    expect(await jobs()).toBe(0);
    await expire(id);
    expect(await expireApprovals({ services: stand.services })).toEqual({ expired: 0 });
  });

  test('one that was asked to stop while it let go gets a job to stop in', async () => {
    const { ctx, attempt, run_id, status, jobs } = await atWork();
    await attempt.approvals.ask({ key: 'k', ...question });
    await cancelRun({ ctx, input: { run_id } });
    await attempt.wait();
    expect([await status(), await jobs()]).toEqual(['queued', 1]);
  });

  test('its thread is taken', async () => {
    const { ctx, agent, attempt, run_id } = await atWork();
    await attempt.approvals.ask({ key: 'k', ...question });
    await attempt.wait();
    const { thread_id } = await getRun({ ctx, input: { run_id } });
    const next = startRun({ ctx, input: { agent_id: agent.id, query: 'y', thread_id } });
    expect(await refusal(next)).toBe('conflict');
  });

  test('what it has told of its questions it tells once', async () => {
    const { ctx, attempt, again } = await atWork();
    const { approvalId, expiresAt } = await attempt.approvals.ask({ key: 'k', ...question });
    const event = {
      type: 'approval',
      approval_id: approvalId,
      about: 'tool',
      state: 'pending',
      subject: question.subject,
      reason: null,
      decided_by: null,
      expires_at: expiresAt,
    } as const;
    await attempt.log.append(event);
    await attempt.log.append(event);
    await attempt.wait();
    await decideApproval({ ctx, input: { id: approvalId, decision: 'approve' } });
    const next = await again();
    await next?.log.append(event);
    await next?.log.append({ ...event, state: 'approved', decided_by: 'Kim' });
    await next?.log.writeWith(async () => {});
    const rows = await queryAsAdmin(
      stand.adminUrl,
      `select data ->> 'state' as state from public.run_events
       where data ->> 'approval_id' = '${approvalId}' order by seq`,
    );
    expect(rows).toEqual([{ state: 'pending' }, { state: 'approved' }]);
  });
});

describe('an effect', () => {
  const call = { tool: 'pay', effect: 'money' } as const;

  test('is fresh once; unknown while nobody knows what came of it; then done with its result', async () => {
    const { attempt, again } = await atWork();
    expect(await attempt.effects.begin('e', call)).toEqual({ state: 'fresh' });
    const second = await again();
    expect(await second?.effects.begin('e', call)).toEqual({ state: 'unknown' });
    const result = { outcome: 'ok', value: { paid: [1, 'two', null] } } as const;
    await second?.effects.done('e', result);
    const third = await again();
    expect(await third?.effects.begin('e', call)).toEqual({ state: 'done', result });
    expect(await third?.effects.begin('another', call)).toEqual({ state: 'fresh' });
  });

  test('has a name of any length; two long ones differ', async () => {
    const { attempt } = await atWork();
    const long = 'research/'.repeat(60);
    expect(await attempt.effects.begin(`${long}1`, call)).toEqual({ state: 'fresh' });
    expect(await attempt.effects.begin(`${long}2`, call)).toEqual({ state: 'fresh' });
    expect(await attempt.effects.begin(`${long}1`, call)).toEqual({ state: 'unknown' });
  });

  test('nobody but the holder of the lease ends it', async () => {
    const { attempt, again } = await atWork();
    await attempt.effects.begin('e', call);
    const second = await again();
    await expect(attempt.effects.done('e', { outcome: 'ok', value: 1 })).rejects.toSatisfy(isLeaseLost);
    expect(await second?.effects.begin('e', call)).toEqual({ state: 'unknown' });
  });
});
