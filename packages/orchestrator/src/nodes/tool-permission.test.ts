import { newId } from '@agent-factory/contracts';
import type { AgentSpec, JsonValue } from '@agent-factory/spec';
import { describe, expect, it } from 'vitest';
import type { AgentTool, ToolCallOptions, ToolResult } from '../ports/tool-port.ts';
import { RunWaits } from '../run/run-waits.ts';
import { agentOf, rule, type Stand, standOf } from '../testing/stand.ts';
import { memberOf, standWith } from '../testing/team-stand.ts';

const send = (to: string) => ({ calls: [{ id: 'c1', name: 'send_email', arguments: { to } }] });

/** `send_email` writes; `pay` moves money and takes an idempotency key. */
function withWriters(stand: Stand): Stand & { sent: { name: string; input: JsonValue; key: string }[] } {
  const sent: { name: string; input: JsonValue; key: string }[] = [];
  const parameters = {
    type: 'object',
    properties: { to: { type: 'string', minLength: 2 } },
    required: ['to'],
  };
  const tools: AgentTool[] = [
    { name: 'send_email', description: '', parameters, effect: 'write', idempotent: false },
    { name: 'pay', description: '', parameters, effect: 'money', idempotent: true },
  ];
  stand.ports.tools = {
    definitions: async () => tools,
    async call(name, input, { idempotencyKey }: ToolCallOptions): Promise<ToolResult> {
      sent.push({ name, input: input as JsonValue, key: idempotencyKey });
      return { outcome: 'ok', value: 'sent' };
    },
  };
  return Object.assign(stand, { sent });
}

const mailer: Partial<AgentSpec> = {
  tools: [{ type: 'builtin', name: 'send_email' }],
  approvals: ['send_email'],
  silence: { timeoutSeconds: 60, onTimeout: 'approve' },
};

async function decided(
  decision: Parameters<Stand['approvals']['decide']>[1],
  parts: Partial<AgentSpec> = {},
) {
  const stand = withWriters(standOf([send('ann'), { text: 'done' }]));
  const agent = agentOf({ ...mailer, ...parts });
  const runId = newId('run');
  await expect(stand.run(agent, { query: 'hi' }, { runId })).rejects.toBeInstanceOf(RunWaits);
  expect(stand.sent).toEqual([]);
  const [asked] = stand.approvals.asked;
  if (asked === undefined) throw new Error('nobody was asked');
  stand.approvals.decide(asked.key, decision);
  const outcome = await stand.run(agent, { query: 'hi' }, { runId, resume: true });
  return { stand, asked, outcome };
}

describe('a tool that people have to agree to', () => {
  it('is asked for with its arguments, and called once they agree', async () => {
    const { asked, outcome, stand } = await decided({
      state: 'approved',
      approved: true,
      value: { to: 'ann' },
    });
    expect(asked).toMatchObject({
      about: 'tool',
      member: null,
      subject: { name: 'send_email', value: { to: 'ann' } },
      timeoutSeconds: 60,
      onTimeout: 'approve',
    });
    expect(outcome.output).toBe('done');
    expect(stand.sent.map(({ input }) => input)).toEqual([{ to: 'ann' }]);
    expect(stand.model.requests).toHaveLength(2);
    expect(stand.of('approval').map(({ state }) => state)).toEqual(['pending', 'approved']);
  });

  it('gets the arguments that people made of it', async () => {
    const { stand } = await decided({ state: 'edited', approved: true, value: { to: 'bob' } });
    expect(stand.sent.map(({ input }) => input)).toEqual([{ to: 'bob' }]);
    expect(stand.of('tool.call')[0]?.arguments).toEqual({ to: 'bob' });
  });

  it('is not called with edited arguments that do not fit its schema', async () => {
    const { stand, outcome } = await decided({ state: 'edited', approved: true, value: { to: 'x' } });
    expect(stand.sent).toEqual([]);
    expect(outcome.output).toBe('done');
    expect(stand.of('tool.result')[0]).toMatchObject({ outcome: 'denied' });
  });

  it('is not called with edited arguments that break a rule', async () => {
    const { stand, outcome } = await decided(
      { state: 'edited', approved: true, value: { to: 'mallory' } },
      { invariants: [rule({ at: ['tool_call'], check: { kind: 'forbidPattern', pattern: 'mallory' } })] },
    );
    expect(stand.sent).toEqual([]);
    expect(outcome.status).toBe('refused');
  });

  it('is not called when they refuse, and the model is told', async () => {
    const { stand, outcome } = await decided({ state: 'denied', approved: false, note: 'Not now.' });
    expect(outcome.output).toBe('done');
    expect(stand.sent).toEqual([]);
    expect(stand.model.requests[1]?.messages.at(-1)?.content).toContain('They said: Not now.');
    expect(outcome.calls).toMatchObject([{ name: 'send_email', outcome: 'denied' }]);
  });

  it('is not asked about when its arguments cannot be', async () => {
    const stand = withWriters(standOf([send('x'), { text: 'done' }]));
    await stand.run(agentOf(mailer), { query: 'hi' });
    expect(stand.approvals.asked).toEqual([]);
  });

  it('is asked about inside a member too, when what is around it asks', async () => {
    const stand = withWriters(
      standWith([memberOf('helper', { tools: mailer.tools ?? [] })], (who, { messages }) =>
        messages.at(-1)?.role === 'tool'
          ? { text: 'done' }
          : who === 'helper'
            ? send('ann')
            : { calls: [{ name: 'helper', arguments: { query: 'mail' } }] },
      ),
    );
    const root = agentOf({
      ...mailer,
      instructions: 'I am root.',
      tools: [{ type: 'agent', name: 'helper' }],
    });
    const runId = newId('run');
    await expect(stand.run(root, { query: 'go' }, { runId })).rejects.toBeInstanceOf(RunWaits);
    const [asked] = stand.approvals.asked;
    expect(asked).toMatchObject({ member: 'helper', timeoutSeconds: 60 });
    expect(asked?.key.startsWith('helper#1/')).toBe(true);
    stand.approvals.decide(asked?.key ?? '', { state: 'approved', approved: true, value: { to: 'ann' } });
    expect((await stand.run(root, { query: 'go' }, { runId, resume: true })).output).toBe('done');
    expect(stand.sent).toHaveLength(1);
    expect(stand.model.requests, 'nothing is asked twice').toHaveLength(4);
  });
});

describe('a tool that changes the world', () => {
  /** Dies when the result of the call is to be told, then runs on. */
  async function interrupted(name: 'send_email' | 'pay', at: 'before' | 'after') {
    const stand = withWriters(
      standOf(({ messages }) =>
        messages.at(-1)?.role === 'tool'
          ? { text: 'done' }
          : { calls: [{ id: 'c1', name, arguments: { to: 'ann' } }] },
      ),
    );
    const agent = agentOf();
    const runId = newId('run');
    const { emit } = stand.ports;
    const { done } = stand.effects;
    if (at === 'before') stand.effects.done = () => Promise.reject(new Error('killed'));
    else {
      stand.ports.emit = async (event) => {
        if (event.type === 'tool.result') throw new Error('killed');
        await emit(event);
      };
    }
    await expect(stand.run(agent, { query: 'go' }, { runId })).rejects.toThrow('killed');
    stand.ports.emit = emit;
    stand.effects.done = done;
    const outcome = await stand.run(agent, { query: 'go' }, { runId, resume: true });
    return { stand, outcome };
  }

  it('is not called again when nobody knows what came of it, and the model is told so', async () => {
    const { stand, outcome } = await interrupted('send_email', 'before');
    expect(outcome.output).toBe('done');
    expect(stand.sent).toHaveLength(1);
    expect(stand.of('tool.result').at(-1)).toMatchObject({ outcome: 'error' });
    expect(JSON.stringify(stand.of('tool.result'))).toContain('It may have happened');
  });

  it('is called again under the same key when it takes one', async () => {
    const { stand } = await interrupted('pay', 'before');
    expect(stand.sent).toHaveLength(2);
    expect(new Set(stand.sent.map(({ key }) => key)).size).toBe(1);
  });

  it.each(['send_email', 'pay'] as const)('gives the result that it gave: %s', async (name) => {
    const { stand } = await interrupted(name, 'after');
    expect(stand.sent).toHaveLength(1);
    expect(stand.of('tool.result').at(-1)).toMatchObject({ outcome: 'ok', result: 'sent' });
  });
});
