import type { RunEventData } from '@agent-factory/contracts';
import { completionStream, type StandIn, startStandIn } from '@agent-factory/llm/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { listAgents } from '../agents/list.ts';
import { updateAgent } from '../agents/update.ts';
import { decideApproval } from '../approvals/decide.ts';
import { listApprovals } from '../approvals/list.ts';
import { openStand, refusalError, type Stand } from '../testing/stand.ts';
import { listUsage } from '../usage/list.ts';
import { executeRun } from './execute.ts';
import { defaultRunTimings } from './execution/run-timings.ts';
import { getRun } from './get.ts';
import { listRunEvents } from './list-events.ts';
import { startRun } from './start.ts';

let vendor: StandIn;
let stand: Stand;
/** What the agent of this name answers, who sees how often it has been asked in all; null: nothing, for ever. */
let answers: Record<string, (times: number) => string | typeof sum | null> = {};
/** A call of the calculator. */
const sum = [{ id: 'c1', name: 'calculator', argumentPieces: ['{"expression":"1 + 1"}'] }];
const asked = new Map<string, number>();
beforeAll(async () => {
  vendor = await startStandIn(({ body }) => {
    const name = /I am ([\w-]+)/.exec(JSON.stringify(body))?.[1] ?? '?';
    const times = (asked.get(name) ?? 0) + 1;
    asked.set(name, times);
    const answer = answers[name];
    const text = answer === undefined ? `${name} was here` : answer(times);
    return text === null
      ? { contentType: 'text/event-stream', chunks: [], end: 'hang' }
      : completionStream({
          ...(typeof text === 'string' ? { text: [text] } : { calls: text }),
          usage: { input: 100, output: 20 },
        });
  });
  stand = await openStand({ env: { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: `${vendor.url}/v1` } });
});
afterEach(() => {
  vendor.requests.length = 0;
  asked.clear();
  answers = {};
});
afterAll(async () => {
  await stand.drop();
  await vendor.close();
});

function member(name: string, parts = ''): string {
  return `---
apiVersion: agentfactory/v1
kind: Agent
name: ${name}
model: { task: simple_query, use: [openai/gpt-5-mini] }
${parts}
---
I am ${name}.
`;
}

const report = `---
apiVersion: agentfactory/v1
kind: Team
name: report
pattern: graph
nodes:
  find: { agent: finder }
  also: { agent: finder }
  check: { agent: checker }
  write: { agent: writer }
edges:
  - { from: START, to: find }
  - { from: START, to: also }
  - { from: find, to: check }
  - { from: also, to: check }
  - { from: check, to: find, when: '!state.check.ok', atMost: 2 }
  - { from: check, to: write, when: state.check.ok }
  - { from: write, to: END }
limits: { maxCostUsd: 0.5, maxSteps: 20, maxSeconds: 60 }
---
Facts before words.
`;
const verdict = 'output: { type: object, properties: { ok: { type: boolean } }, required: [ok] }';
const members = [member('finder'), member('checker', verdict), member('writer')];

async function started(texts: readonly string[], team: string) {
  const ctx = await stand.tenant();
  for (const spec of texts) await createAgent({ ctx, input: { spec } });
  const agent = await createAgent({ ctx, input: { spec: team } });
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: 'What about tea?' } });
  const execute = (workerId = 'one', signal = new AbortController().signal) =>
    executeRun({
      services: stand.services,
      input: { run_id, team_id: ctx.actor.teamId },
      workerId,
      signal,
      timings: defaultRunTimings,
    });
  const events = async () => (await listRunEvents({ ctx, input: { run_id } })).items;
  const ended = async () => {
    await stand.services.spending.accounts.drain();
    return getRun({ ctx, input: { run_id } });
  };
  return { ctx, agent, run_id, execute, events, ended };
}

function begun(data: readonly RunEventData[]): string[] {
  return data.flatMap((event) =>
    event.type === 'member' && event.state === 'started' ? [`${event.member}#${event.visit}`] : [],
  );
}

describe('a team', () => {
  test('works through its graph; events, usage and the row tell of all its members', async () => {
    answers = { checker: (times) => JSON.stringify({ ok: times === 2 }), writer: () => 'Tea is fine.' };
    const { ctx, run_id, execute, events, ended } = await started(members, report);
    await execute();
    const run = await ended();
    expect(run).toMatchObject({ status: 'succeeded', output: 'Tea is fine.' });

    const items = await events();
    const data = items.map((item) => item.data);
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
    expect(begun(data)).toEqual(['find#1', 'also#1', 'check#1', 'find#2', 'check#2', 'write#1']);
    const finished = data.flatMap((event) => (event.type === 'step.finished' ? [event] : []));
    expect(finished.map((event) => event.member).sort()).toEqual([
      ...['also', 'check', 'check'],
      ...['find', 'find', 'write'],
    ]);
    expect(run.tokens).toEqual({ input: 600, output: 120, total: 720 });
    const { items: usage } = await listUsage({ ctx, input: { run_id } });
    expect(usage).toHaveLength(6);
    const spent = finished.reduce((sum, event) => sum + event.cost_nano_usd, 0);
    expect(spent).toBeGreaterThan(0);
    expect(run.cost).toBeCloseTo(spent / 1e9, 12);
    expect(usage.reduce((sum, { cost_usd }) => sum + (cost_usd ?? 0), 0)).toBeCloseTo(run.cost, 12);
    expect(stand.errors).toEqual([]);
  });

  test('that is handed to another worker goes on with the member that was at work', async () => {
    const handBack = new AbortController();
    answers = {
      checker: (times) => {
        if (times > 1) return '{"ok":true}';
        handBack.abort();
        return null;
      },
    };
    const { execute, events, ended } = await started(members, report);
    await execute('one', handBack.signal);
    expect((await ended()).status).toBe('queued');
    expect(asked.get('finder')).toBe(2);
    await execute('two');
    expect(await ended()).toMatchObject({ status: 'succeeded', output: 'writer was here' });
    expect(Object.fromEntries(asked)).toEqual({ finder: 2, checker: 2, writer: 1 });
    const data = (await events()).map((item) => item.data);
    expect(new Set(begun(data))).toEqual(new Set(['find#1', 'also#1', 'check#1', 'write#1']));
    expect(data.filter(({ type }) => type === 'run.finished')).toHaveLength(1);
  });

  test('waits for a person with the member that asks, and goes on there when the person has decided', async () => {
    const asking = (name: string) => member(name, 'tools: [calculator]\napprovals: [calculator]');
    const team = `---
apiVersion: agentfactory/v1
kind: Team
name: pair
pattern: parallel
members: [careful, quick]
merge: writer
---
`;
    answers = { careful: (times) => (times === 1 ? sum : 'It is 2.') };
    const texts = [asking('careful'), member('quick'), member('writer')];
    const { ctx, execute, events, ended } = await started(texts, team);
    await execute();
    expect((await ended()).status).toBe('waiting');
    expect(Object.fromEntries(asked)).toEqual({ careful: 1, quick: 1 });
    const [question] = (await listApprovals({ ctx, input: {} })).items;
    expect(question).toMatchObject({ member: 'careful', about: 'tool' });
    if (question === undefined) throw new Error('there is a question');
    await decideApproval({ ctx, input: { id: question.id, decision: 'approve' } });
    await execute();
    expect(await ended()).toMatchObject({ status: 'succeeded', output: 'writer was here' });
    expect(Object.fromEntries(asked)).toEqual({ careful: 2, quick: 1, writer: 1 });
    const data = (await events()).map((item) => item.data);
    expect(begun(data)).toEqual(['careful#1', 'quick#1', 'writer#1']);
    expect(data.flatMap((event) => (event.type === 'tool.result' ? [event.member] : []))).toEqual([
      'careful',
    ]);
  });

  test('runs the versions of its members that were there when it was started', async () => {
    answers = { checker: () => '{"ok":true}' };
    const { ctx, execute, ended } = await started(members, report);
    const { items } = await listAgents({ ctx, input: {} });
    const writer = items.find(({ name }) => name === 'writer');
    if (writer === undefined) throw new Error('the writer was created');
    await updateAgent({
      ctx,
      input: {
        id: writer.id,
        spec: member('writer').replace('I am writer.', 'I am another.'),
        base_version: 1,
      },
    });
    await execute();
    expect(await ended()).toMatchObject({ output: 'writer was here' });
  });

  test('does not start while a member is missing, and says which', async () => {
    const ctx = await stand.tenant();
    for (const spec of members.slice(1)) await createAgent({ ctx, input: { spec } });
    const agent = await createAgent({ ctx, input: { spec: report } });
    const refusal = await refusalError(startRun({ ctx, input: { agent_id: agent.id, query: 'x' } }));
    expect(refusal).toMatchObject({ code: 'not_found', message: expect.stringContaining('"finder"') });
  });
});
