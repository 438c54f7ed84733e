import { maxMemories } from '@agent-factory/orchestrator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { deleteAgent } from '../agents/delete.ts';
import { cancelRun } from '../runs/cancel.ts';
import { startRun } from '../runs/start.ts';
import { agentText, openStand, refusal, type Stand } from '../testing/stand.ts';
import { deleteThread } from '../threads/delete.ts';
import { createMemoryPort } from './memory-port.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

async function twoThreads() {
  const ctx = await stand.tenant();
  const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const port = createMemoryPort(stand.services, ctx.actor.teamId);
  const whose = async () => {
    const run = await startRun({ ctx, input: { agent_id: agent.id, query: 'x' } });
    await cancelRun({ ctx, input: { run_id: run.run_id } });
    return { agent: 'adder', threadId: run.thread_id };
  };
  return { ctx, agent, port, one: await whose(), two: await whose() };
}

test('notes are kept for a thread or for the agent, replaced by key, and forgotten', async () => {
  const { port, one, two } = await twoThreads();
  expect(await port.remember(one, { scope: 'thread', key: 'name', value: 'Ada' })).toBe(true);
  expect(await port.remember(one, { scope: 'thread', key: 'name', value: 'Ada L.' })).toBe(true);
  expect(await port.remember(one, { scope: 'agent', key: 'name', value: 'everybody' })).toBe(true);
  const told = async (whose: typeof one) =>
    (await port.recall(whose)).map(({ scope, value }) => [scope, value]);
  expect(await told(one)).toEqual([
    ['agent', 'everybody'],
    ['thread', 'Ada L.'],
  ]);
  expect(await told(two)).toEqual([['agent', 'everybody']]);
  expect(await port.forget(two, { scope: 'thread', key: 'name' })).toBe(false);
  expect(await port.forget(one, { scope: 'thread', key: 'name' })).toBe(true);
  expect(await told(one)).toEqual([['agent', 'everybody']]);
});

test('there are so many and no more, written at once too; an old one can still be replaced', async () => {
  const { port, one } = await twoThreads();
  const keys = Array.from({ length: maxMemories + 5 }, (_, n) => `k${n}`);
  const kept = await Promise.all(keys.map((key) => port.remember(one, { scope: 'thread', key, value: 'x' })));
  expect(kept.filter(Boolean)).toHaveLength(maxMemories);
  expect(await port.recall(one)).toHaveLength(maxMemories);
  const [first] = await port.recall(one);
  expect(await port.remember(one, { scope: 'thread', key: first?.key ?? '', value: 'y' })).toBe(true);
  expect(await port.remember(one, { scope: 'agent', key: 'other place', value: 'y' })).toBe(true);
});

test('they go with their thread, and with their agent', async () => {
  const { ctx, agent, port, one, two } = await twoThreads();
  await port.remember(one, { scope: 'thread', key: 'a', value: 'x' });
  await port.remember(two, { scope: 'thread', key: 'b', value: 'x' });
  await port.remember(two, { scope: 'agent', key: 'c', value: 'x' });
  await deleteThread({ ctx, input: { id: one.threadId } });
  expect((await port.recall(one)).map(({ key }) => key)).toEqual(['c']);
  await deleteAgent({ ctx, input: { id: agent.id } });
  expect(await refusal(port.recall(two))).toBe('not_found');
  // Whoever takes the name next begins with nothing.
  await createAgent({ ctx, input: { spec: agentText('adder') } });
  expect(await port.recall(two)).toEqual([]);
});

test('another team’s agent of the same name knows nothing of them', async () => {
  const mine = await twoThreads();
  const theirs = await twoThreads();
  await mine.port.remember(mine.one, { scope: 'agent', key: 'secret', value: 'x' });
  expect(await theirs.port.recall(theirs.one)).toEqual([]);
  expect(await theirs.port.recall({ agent: 'adder', threadId: mine.one.threadId })).toEqual([]);
});
