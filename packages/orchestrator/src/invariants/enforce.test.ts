import type { Boundary } from '@agent-factory/contracts';
import type { Invariant, JsonValue } from '@agent-factory/spec';
import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../testing/scripted-model.ts';
import { agentOf, rule, standOf } from '../testing/stand.ts';

type Check = Invariant['check'];
const useCalculator: ScriptedAnswer = { calls: [{ name: 'calculator', arguments: { expression: '1' } }] };
const useBoom: ScriptedAnswer = { calls: [{ name: 'boom', arguments: { expression: '1' } }] };
const numbers = {
  type: 'object',
  properties: { sources: { type: 'array' }, card: { type: ['string', 'number'] } },
} as const;

async function runWith(
  invariants: Invariant[],
  script: ScriptedAnswer[],
  options: { input?: JsonValue; output?: typeof numbers } = {},
) {
  const stand = standOf(script);
  const agent = agentOf({
    invariants,
    ...(options.output === undefined ? {} : { output: options.output }),
  });
  const outcome = await stand.run(agent, options.input ?? { query: 'hi' });
  return { stand, outcome };
}

const outputCases: [string, Check, ScriptedAnswer[], ScriptedAnswer[]][] = [
  [
    'forbidPattern',
    { kind: 'forbidPattern', pattern: '(?i)secret' },
    [{ text: 'my SECRET' }],
    [{ text: 'open' }],
  ],
  ['matches', { kind: 'matches', pattern: 'https?://' }, [{ text: 'none' }], [{ text: 'see http://x' }]],
  ['maxLength', { kind: 'maxLength', characters: 3 }, [{ text: 'four' }], [{ text: '👍👍👍' }]],
  [
    'requireTool',
    { kind: 'requireTool', tool: 'calculator' },
    [{ text: 'lazy' }],
    [useCalculator, { text: 'ok' }],
  ],
  [
    'requireTool (a failed call is none)',
    { kind: 'requireTool', tool: 'boom' },
    [useBoom, { text: 'broke' }],
    [useCalculator, { text: 'ok' }],
  ],
  ['forbidTool', { kind: 'forbidTool', tool: 'calculator' }, [useCalculator, { text: 'x' }], [{ text: 'x' }]],
  [
    'maxCalls',
    { kind: 'maxCalls', tool: null, atMost: 1 },
    [useCalculator, useBoom, { text: 'x' }],
    [useCalculator, { text: 'x' }],
  ],
  [
    'toolOrder',
    { kind: 'toolOrder', tools: ['calculator', 'boom'] },
    [useBoom, useCalculator, { text: 'x' }],
    [useCalculator, useBoom, { text: 'x' }],
  ],
  [
    'noPii',
    { kind: 'noPii', kinds: ['email', 'card'] },
    [{ text: 'write to ann@example.com' }],
    [{ text: 'write to Ann' }],
  ],
  ['cel', { kind: 'cel', expression: 'size(output) < 5' }, [{ text: 'too long' }], [{ text: 'ok' }]],
];

describe('checks at the output', () => {
  it.each(outputCases)('%s stops what breaks it and lets the rest pass', async (name, check, bad, good) => {
    const refused = await runWith([rule({ at: ['output'], check })], bad);
    expect(refused.outcome).toMatchObject({
      status: 'refused',
      output: null,
      error: { code: 'invariant_violated', message: expect.stringContaining('The rule holds.') },
    });
    expect(refused.stand.texts()).toBe('');
    expect(refused.stand.of('invariant')).toMatchObject([
      { id: 'the-rule', at: 'output', verdict: 'violated', action: 'block' },
    ]);
    if (name.includes('failed call')) return;
    const passed = await runWith([rule({ at: ['output'], check })], good);
    expect(passed.outcome.status).toBe('succeeded');
    expect(passed.stand.texts()).toBe(passed.outcome.output);
    expect(passed.stand.of('invariant')).toMatchObject([{ verdict: 'passed', action: null }]);
  });

  it('checks an object against cel and a schema of its own', async () => {
    const cel = rule({
      at: ['output'],
      check: { kind: 'cel', expression: 'size(output.sources) >= 1' },
    });
    const output = numbers;
    expect((await runWith([cel], [{ text: '{"sources": []}' }], { output })).outcome.status).toBe('refused');
    expect((await runWith([cel], [{ text: '{"sources": [1]}' }], { output })).outcome.status).toBe(
      'succeeded',
    );
    const schema = rule({
      at: ['output'],
      check: { kind: 'outputSchema', schema: { type: 'object', required: ['sources'] } },
    });
    const { outcome } = await runWith([schema], [{ text: '{}' }], { output });
    expect(outcome.status).toBe('refused');
  });

  it('counts a check that cannot tell as broken, and says that it is an error', async () => {
    const cel = rule({ at: ['output'], check: { kind: 'cel', expression: 'size(output.sources) >= 1' } });
    const { outcome, stand } = await runWith([cel], [{ text: '{}' }], { output: numbers });
    expect(outcome.status).toBe('refused');
    expect(stand.of('invariant')).toMatchObject([{ verdict: 'error', action: 'block' }]);
  });
});

describe('otherwise', () => {
  const noSecret = (otherwise: Invariant['otherwise'], at: Boundary[] = ['output']) =>
    rule({ id: 'no-secret', at, otherwise, check: { kind: 'forbidPattern', pattern: 'S3CR3T\\d*' } });

  it('redact cuts it out of the output, of the stream and of the memory', async () => {
    const { outcome, stand } = await runWith(
      [noSecret('redact')],
      [{ text: ['it is S3C', 'R3T42, kee', 'p it'] }],
    );
    expect(outcome).toMatchObject({ status: 'succeeded', output: 'it is [redacted:no-secret], keep it' });
    expect(stand.texts()).toBe('it is [redacted:no-secret], keep it');
    expect(JSON.stringify(stand.events)).not.toContain('S3CR3T');
    await stand.run(agentOf(), { query: 'again' });
    expect(JSON.stringify(stand.model.requests[1])).not.toContain('S3CR3T');
  });

  it('redact reaches into objects, and numbers', async () => {
    const card = rule({
      id: 'no-card',
      at: ['output'],
      otherwise: 'redact',
      check: { kind: 'noPii', kinds: ['card'] },
    });
    const { outcome } = await runWith([card], [{ text: '{"card": 4111111111111111, "sources": ["ok"]}' }], {
      output: numbers,
    });
    expect(outcome.output).toEqual({ card: '[redacted:no-card]', sources: ['ok'] });
  });

  it('redact blocks where it cannot cut, such as in the name of a key', async () => {
    const { outcome, stand } = await runWith([noSecret('redact')], [{ text: '{"S3CR3T": 1}' }], {
      output: numbers,
    });
    expect(outcome.status).toBe('refused');
    expect(stand.of('invariant')).toMatchObject([{ verdict: 'violated', action: 'block' }]);
  });

  it('finds what JSON escapes would hide', async () => {
    const word = rule({ at: ['output'], check: { kind: 'forbidPattern', pattern: '\\bbomb\\b' } });
    const { outcome } = await runWith([word], [{ text: '{"sources": ["a\\nbomb"]}' }], { output: numbers });
    expect(outcome.status).toBe('refused');
  });

  it('retry tells the model which rule and why, and gives up after two', async () => {
    const { outcome, stand } = await runWith([noSecret('retry')], [{ text: 'S3CR3T' }, { text: 'clean' }]);
    expect(outcome.output).toBe('clean');
    expect(stand.texts()).toBe('clean');
    const told = stand.model.requests[1]?.messages.at(-1);
    expect(told).toMatchObject({ role: 'user' });
    expect(told?.content).toContain('Rule "no-secret": The rule holds. The forbidden pattern occurs.');

    const stubborn = await runWith([noSecret('retry')], [{ text: 'S3CR3T' }]);
    expect(stubborn.outcome.status).toBe('refused');
    expect(stubborn.stand.model.requests).toHaveLength(3);
    expect(stubborn.stand.of('invariant').map(({ action }) => action)).toEqual(['retry', 'retry', 'block']);
    expect(stubborn.stand.texts()).toBe('');
  });

  it('warn lets it pass, streams as it comes, and says so', async () => {
    const { outcome, stand } = await runWith([noSecret('warn')], [{ text: 'S3CR3T' }]);
    expect(outcome.output).toBe('S3CR3T');
    expect(stand.of('invariant')).toMatchObject([{ verdict: 'violated', action: 'warn' }]);
    expect(stand.events.findIndex(({ type }) => type === 'token')).toBeLessThan(
      stand.events.findIndex(({ type }) => type === 'step.finished'),
    );
  });

  it('never quotes what it found in its events', async () => {
    for (const otherwise of ['block', 'retry', 'redact'] as const) {
      const { stand } = await runWith([noSecret(otherwise)], [{ text: 'S3CR3T' }]);
      expect(JSON.stringify(stand.events)).not.toContain('S3CR3T');
    }
  });
});

describe('other boundaries', () => {
  const forbid = (at: Boundary, otherwise: Invariant['otherwise']) =>
    rule({ id: 'no-bomb', at: [at], otherwise, check: { kind: 'forbidPattern', pattern: '(?i)bomb' } });

  it('input: blocks before any model is asked, and redacts what the model gets', async () => {
    const blocked = await runWith([forbid('input', 'block')], [{ text: 'x' }], {
      input: { query: 'a bomb' },
    });
    expect(blocked.outcome.status).toBe('refused');
    expect(blocked.stand.model.requests).toHaveLength(0);
    const redacted = await runWith([forbid('input', 'redact')], [{ text: 'x' }], {
      input: { query: 'a Bomb', more: ['bomb'] },
    });
    const [, message] = redacted.stand.model.requests[0]?.messages ?? [];
    expect(message?.content).toContain('a [redacted:no-bomb]');
    expect(String(message?.content).toLowerCase()).not.toMatch(/[^-]bomb/);
    expect(redacted.stand.of('invariant')[0]).toMatchObject({ at: 'input', action: 'redact' });
  });

  it('input: a bare query is checked as the text that it is', async () => {
    const digits = rule({ at: ['input'], check: { kind: 'matches', pattern: '^\\d+$' } });
    expect((await runWith([digits], [{ text: 'x' }], { input: { query: '42' } })).outcome.status).toBe(
      'succeeded',
    );
  });

  it('input: an expression sees it as the object that it is, at the input and at the output', async () => {
    const short = rule({
      at: ['input', 'output'],
      check: { kind: 'cel', expression: 'size(input.query) < 5' },
    });
    for (const [query, status] of [
      ['hi', 'succeeded'],
      ['hello there', 'refused'],
    ] as const) {
      const { outcome, stand } = await runWith([short], [{ text: 'x' }], { input: { query } });
      expect(outcome.status).toBe(status);
      expect(stand.of('invariant')[0]?.verdict).toBe(status === 'refused' ? 'violated' : 'passed');
    }
  });

  it('model_call: blocks what a tool result would carry to the vendor', async () => {
    const stand = standOf([useCalculator, { text: 'x' }]);
    stand.tools.answer = () => 'the bomb plan';
    const outcome = await stand.run(agentOf({ invariants: [forbid('model_call', 'block')] }), {
      query: 'hi',
    });
    expect(outcome.status).toBe('refused');
    expect(stand.model.requests).toHaveLength(1);
  });

  it('model_call: redacts it on the way, in the arguments of earlier calls too', async () => {
    const stand = standOf([
      { calls: [{ name: 'calculator', arguments: { expression: 'bomb' } }] },
      { text: 'x' },
    ]);
    stand.tools.answer = () => 'the bomb plan';
    await stand.run(agentOf({ invariants: [forbid('model_call', 'redact')] }), { query: 'hi' });
    const sent = JSON.stringify(stand.model.requests[1]?.messages);
    expect(sent).toContain('the [redacted:no-bomb] plan');
    expect(sent).toContain('"expression":"[redacted:no-bomb]"');
  });

  it('tool_call: block refuses the run before the tool is reached', async () => {
    const { outcome, stand } = await runWith(
      [forbid('tool_call', 'block')],
      [{ calls: [{ name: 'calculator', arguments: { expression: 'bomb' } }] }],
    );
    expect(outcome.status).toBe('refused');
    expect(stand.tools.calls).toEqual([]);
    expect(stand.of('tool.result')).toMatchObject([{ outcome: 'denied' }]);
    expect(JSON.stringify(stand.of('tool.call'))).not.toContain('"bomb"');
  });

  it('tool_call: redact changes what the tool gets, retry tells the model', async () => {
    const redacted = await runWith(
      [forbid('tool_call', 'redact')],
      [{ calls: [{ name: 'calculator', arguments: { expression: '1 bomb' } }] }, { text: 'x' }],
    );
    expect(redacted.stand.tools.calls).toEqual([
      { name: 'calculator', input: { expression: '1 [redacted:no-bomb]' } },
    ]);
    const retried = await runWith(
      [forbid('tool_call', 'retry')],
      [{ calls: [{ name: 'calculator', arguments: { expression: 'bomb' } }] }, useCalculator, { text: 'x' }],
    );
    expect(retried.stand.tools.calls).toHaveLength(1);
    expect(retried.outcome.output).toBe('x');
    expect(retried.stand.model.requests[1]?.messages.at(-1)?.content).toContain('Rule "no-bomb"');
  });

  it('tool_call: maxCalls, forbidTool and toolOrder count the call that is asking', async () => {
    const cases: [Check, ScriptedAnswer[], number][] = [
      [{ kind: 'maxCalls', tool: 'calculator', atMost: 1 }, [useCalculator, useCalculator], 1],
      [{ kind: 'forbidTool', tool: 'boom' }, [useCalculator, useBoom], 1],
      [{ kind: 'toolOrder', tools: ['calculator', 'boom'] }, [useBoom], 0],
    ];
    for (const [check, script, reached] of cases) {
      const { outcome, stand } = await runWith([rule({ at: ['tool_call'], check })], script);
      expect(outcome.status).toBe('refused');
      expect(stand.tools.calls).toHaveLength(reached);
    }
  });

  it('tool_result: redact and block keep it from the model and from the log', async () => {
    for (const otherwise of ['redact', 'block'] as const) {
      const stand = standOf([useCalculator, { text: 'x' }]);
      stand.tools.answer = () => ({ text: 'a bomb' });
      const outcome = await stand.run(agentOf({ invariants: [forbid('tool_result', otherwise)] }), {
        query: 'hi',
      });
      expect(outcome.status).toBe(otherwise === 'block' ? 'refused' : 'succeeded');
      expect(JSON.stringify(stand.events)).not.toContain('a bomb');
      expect(JSON.stringify(stand.model.requests)).not.toContain('a bomb');
    }
  });
});
