import { afterAll, expect, test } from 'vitest';
import { createEgressClient } from '../../egress/egress-client.ts';
import { toolCallOptions } from '../../testing/memory-ports.ts';
import { createBuiltinTools } from '../builtin-tools.ts';
import type { Memory, MemoryPort } from './memory-port.ts';

const egress = createEgressClient();
afterAll(() => egress.close());

function toolsWith(room = true) {
  const notes = new Map<string, Memory>();
  const memories: MemoryPort = {
    async remember(_, { scope, key, value }) {
      if (room) notes.set(`${scope}/${key}`, { scope, key, value, updatedAt: '2026-11-21T00:00:00.000Z' });
      return room;
    },
    recall: async () => [...notes.values()],
    forget: async (_, { scope, key }) => notes.delete(`${scope}/${key}`),
  };
  const tools = createBuiltinTools({ egress, clock: { now: () => 0 }, memories });
  return {
    notes,
    call: (input: Record<string, unknown>) => tools.call('memory', input, toolCallOptions()),
  };
}

test('remembers for the thread unless told otherwise, recalls all or one, and forgets', async () => {
  const { call } = toolsWith();
  expect(await call({ action: 'remember', key: ' name ', value: 'Ada\0 ' })).toEqual({
    outcome: 'ok',
    value: { remembered: 'name', scope: 'thread' },
  });
  await call({ action: 'remember', scope: 'agent', key: 'tone', value: 'plain' });
  const updated_at = '2026-11-21T00:00:00.000Z';
  const name = { scope: 'thread', key: 'name', value: 'Ada', updated_at };
  const tone = { scope: 'agent', key: 'tone', value: 'plain', updated_at };
  expect((await call({ action: 'recall' })).value).toEqual({ notes: [name, tone] });
  expect((await call({ action: 'recall', key: 'tone' })).value).toEqual({ notes: [tone] });
  expect((await call({ action: 'recall', scope: 'thread' })).value).toEqual({ notes: [name] });
  expect((await call({ action: 'forget', key: 'name' })).value).toMatchObject({ forgotten: true });
  expect((await call({ action: 'forget', key: 'name' })).value).toMatchObject({ forgotten: false });
});

test('may be called again under the same key: once or twice, the note is the same', async () => {
  const { call, notes } = toolsWith();
  const input = { action: 'remember', key: 'k', value: 'v' };
  expect(await call(input)).toEqual(await call(input));
  expect(notes.size).toBe(1);
});

test.each([
  [{}, 'do not fit'],
  [{ action: 'burn' }, 'do not fit'],
  [{ action: 'remember', key: 'k' }, 'needs a "value"'],
  [{ action: 'remember', value: 'v' }, 'needs a "key"'],
  [{ action: 'remember', key: 'k', value: 'x'.repeat(2_001) }, 'do not fit'],
  [{ action: 'remember', key: 'k', value: 'v', agent: 'other' }, 'do not fit'],
  [{ action: 'forget' }, 'needs a "key"'],
])('refuses %j in words', async (input, words) => {
  const result = await toolsWith().call(input);
  expect(result.outcome).toBe('error');
  expect(JSON.stringify(result.value)).toContain(JSON.stringify(words).slice(1, -1));
});

test('says when there is no room', async () => {
  const result = await toolsWith(false).call({ action: 'remember', key: 'k', value: 'v' });
  expect(result).toMatchObject({ outcome: 'error', value: { error: expect.stringContaining('Forget one') } });
});
