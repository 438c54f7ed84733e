import type { Boundary } from '@agent-factory/contracts';
import type { AgentSpec, Invariant } from '@agent-factory/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../testing/scripted-model.ts';
import { agentOf, rule } from '../testing/stand.ts';
import { listed, memberOf, standWith, teamOf } from '../testing/team-stand.ts';

const toolsOf = (...names: string[]): AgentSpec['tools'] => names.map((name) => ({ type: 'agent', name }));
const calculator: AgentSpec['tools'] = [{ type: 'builtin', name: 'calculator' }];
const count = { calls: [{ name: 'calculator', arguments: { expression: '1' } }] };
const secret = 'CANARY';

/** A root that asks its member once, and tells what the member answered. */
function nested(member: (told: boolean, call: number) => ScriptedAnswer, parts: Partial<AgentSpec>) {
  const stand = standWith([memberOf('helper', { tools: calculator })], (who, { messages }, call) => {
    const told = messages.at(-1)?.role === 'tool';
    if (who === 'helper') return member(told, call);
    return told ? { text: 'done' } : { calls: [{ name: 'helper', arguments: { query: 'help' } }] };
  });
  const root = agentOf({ name: 'boss', instructions: 'I am boss.', tools: toolsOf('helper'), ...parts });
  return { stand, run: () => stand.run(root, { query: 'go' }) };
}

const forbidden = (at: Boundary[], otherwise: Invariant['otherwise'] = 'block') =>
  rule({ id: 'no-canary', at, otherwise, check: { kind: 'forbidPattern', pattern: secret } });

describe('the rules of what is around a member', () => {
  it('stop its answer, are named after their owner, and show none of it before', async () => {
    const { stand, run } = nested(() => ({ text: `the ${secret}` }), { invariants: [forbidden(['output'])] });
    expect((await run()).output).toBe('done');
    expect(stand.of('invariant')[0]).toMatchObject({
      member: 'helper',
      id: 'boss:no-canary',
      at: 'output',
      verdict: 'violated',
      action: 'block',
    });
    expect(stand.of('member').map(({ state }) => state)).toEqual(['started', 'refused']);
    expect(JSON.stringify(stand.events)).not.toContain(secret);
  });

  it('redact in it', async () => {
    const { stand, run } = nested(() => ({ text: `the ${secret}` }), {
      invariants: [forbidden(['output'], 'redact')],
    });
    await run();
    expect(stand.of('tool.result')[0]?.result).toBe('the [redacted:no-canary]');
  });

  it.each([
    ['tool_call', { kind: 'cel', expression: '!has(tool.arguments.expression)' }],
    ['tool_call', { kind: 'forbidTool', tool: 'calculator' }],
    ['tool_result', { kind: 'matches', pattern: 'never' }],
    ['model_call', { kind: 'maxLength', characters: 3 }],
  ] as const)('bind at %s: %j', async (at, check) => {
    const { stand, run } = nested((told) => (told ? { text: 'fine' } : count), {
      invariants: [rule({ at: [at], check, otherwise: at === 'model_call' ? 'warn' : 'block' })],
    });
    await run();
    const inside = stand.of('invariant').filter(({ member }) => member === 'helper');
    expect(inside[0]).toMatchObject({ id: 'boss:the-rule', verdict: 'violated' });
    if (at === 'tool_call') expect(stand.tools.calls).toEqual([]);
  });

  it('ask nothing of a member’s answer that is the whole’s to give', async () => {
    const { stand, run } = nested(() => ({ text: 'no' }), {
      invariants: [rule({ at: ['output'], check: { kind: 'matches', pattern: 'done' } })],
    });
    expect((await run()).status).toBe('succeeded');
    expect(stand.of('invariant').map(({ member, id }) => [member, id])).toEqual([[undefined, 'the-rule']]);
  });

  it('count the calls of all members together', async () => {
    const { stand, run } = nested((told, call) => (call < 6 ? count : { text: told ? 'enough' : 'none' }), {
      invariants: [
        rule({
          at: ['tool_call'],
          otherwise: 'retry',
          check: { kind: 'maxCalls', tool: 'calculator', atMost: 2 },
        }),
      ],
    });
    await run();
    expect(stand.tools.calls).toHaveLength(2);
  });

  it('hold at the whole’s output over what members did', async () => {
    const required = rule({ at: ['output'], check: { kind: 'requireTool', tool: 'calculator' } });
    const did = nested((told) => (told ? { text: 'fine' } : count), { invariants: [required] });
    expect((await did.run()).status).toBe('succeeded');
    const didNot = nested(() => ({ text: 'fine' }), { invariants: [required] });
    expect((await didNot.run()).status).toBe('refused');
  });

  it('let members that work at once call no more between them than one could', async () => {
    const specs = ['a', 'b', 'c'].map((name) => memberOf(name, { tools: calculator }));
    const stand = standWith(specs, (_, { messages }) =>
      messages.at(-1)?.role === 'tool' ? { text: 'fine' } : count,
    );
    const atMost = rule({
      at: ['tool_call'],
      otherwise: 'retry',
      check: { kind: 'maxCalls', tool: null, atMost: 1 },
    });
    const team = teamOf('parallel', { members: listed('a', 'b', 'c') }, { invariants: [atMost] });
    await stand.run(team, { query: 'go' });
    expect(stand.tools.calls).toHaveLength(1);
  });
});

describe('a violated `block` of anything around a member', () => {
  const answer = fc.record({
    text: fc.constantFrom('fine', secret, `x ${secret} y`, ''),
    calls: fc.array(
      fc.record({
        name: fc.constantFrom('calculator', 'boom', 'inner', 'nothing'),
        arguments: fc.constantFrom(
          { expression: '1' },
          { expression: secret },
          { query: 'q' },
          { query: secret },
        ),
      }),
      { maxLength: 2 },
    ),
  });
  const boundary = fc.subarray<Boundary>(['model_call', 'tool_call', 'tool_result', 'output'], {
    minLength: 1,
  });

  it('is never followed by output of that visit, however members are nested and whatever models say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { minLength: 1, maxLength: 8 }),
        boundary,
        boundary,
        fc.constantFrom<Invariant['otherwise']>('block', 'retry', 'redact'),
        async (script, ofRoot, ofMiddle, otherwise) => {
          const specs = [
            memberOf('outer', {
              tools: [...toolsOf('inner'), ...calculator],
              invariants: [forbidden(ofMiddle, otherwise)],
            }),
            memberOf('inner', { tools: calculator }),
          ];
          const stand = standWith(specs, (who, _, call) => {
            const said = script[call % script.length] ?? { text: 'fine' };
            return who === 'boss' && call === 0
              ? { calls: [{ name: 'outer', arguments: { query: 'go' } }] }
              : said;
          });
          stand.tools.answer = () => (script.length % 2 === 0 ? secret : 'fine');
          const root = agentOf({
            name: 'boss',
            instructions: 'I am boss.',
            tools: [...toolsOf('outer'), ...calculator],
            invariants: [forbidden(ofRoot)],
            limits: { maxCostUsd: 1, maxSteps: 12, maxSeconds: 60, maxOutputTokens: 100 },
          });
          await stand.run(root, { query: 'go' });
          const blocked = new Set<string>();
          for (const event of stand.events) {
            const place = 'member' in event ? (event.member ?? '') : '';
            if (event.type === 'member' && event.state === 'started') blocked.delete(event.member);
            if (event.type === 'invariant' && event.action === 'block') blocked.add(place);
            if (event.type === 'token') expect(blocked.has(place)).toBe(false);
            if (event.type === 'member') {
              expect(event.state === 'succeeded' && blocked.has(event.member)).toBe(false);
            }
          }
          if (ofRoot.includes('output')) {
            const shown = stand.events.filter(({ type }) => type === 'token');
            expect(JSON.stringify(shown)).not.toContain(secret);
          }
        },
      ),
      { numRuns: 120 },
    );
  });
});
