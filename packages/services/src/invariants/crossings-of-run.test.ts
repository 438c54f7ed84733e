import { compileCheck, parseInvariant } from '@agent-factory/spec';
import { describe, expect, it } from 'vitest';
import { crossingsOfRun } from './crossings-of-run.ts';
import { judgeRun } from './judge-run.ts';

type Events = Parameters<typeof crossingsOfRun>[1];

const run = { status: 'succeeded', input: { query: 'hi' }, output: 'write to ann@example.com' } as const;
const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000);
const finished: Events[number]['data'] = {
  type: 'step.finished',
  step: 1,
  provider: 'offline',
  model: 'offline/rules',
  finish_reason: 'tool_calls',
  tokens: { input: 5, output: 5, total: 10 },
  cost_nano_usd: 2_000_000,
  duration_ms: 5,
  fallbacks: [],
};
const call = {
  type: 'tool.call',
  step: 1,
  tool_call_id: 'a',
  name: 'search',
  arguments: { q: 'x' },
} as const;
const result = {
  type: 'tool.result',
  step: 1,
  tool_call_id: 'a',
  name: 'search',
  outcome: 'ok',
  result: 'found',
  duration_ms: 5,
} as const;
const events: Events = [
  { at: at(0), data: { type: 'run.started', attempt: 1, agent: 'a', version: 1, spec_hash: 'h' } },
  { at: at(1), data: { type: 'step.started', step: 1, task: 'research' } },
  { at: at(2), data: finished },
  { at: at(3), data: call },
  { at: at(4), data: result },
];

function judged(
  check: object,
  where: string | string[],
  of: Events = events,
  ended: Parameters<typeof crossingsOfRun>[0] = run,
) {
  const written = { id: 'r', says: 'R.', at: where, check, otherwise: 'block' };
  const { invariant, diagnostics } = parseInvariant(JSON.parse(JSON.stringify(written)));
  if (invariant === null) throw new Error(diagnostics[0]?.message);
  return judgeRun(invariant, compileCheck(invariant, {}), crossingsOfRun(ended, of));
}

describe('what a run recorded, held against a rule', () => {
  it('finds the first place where it would have acted', () => {
    expect(judged({ noPii: true }, ['input', 'output'])).toEqual({
      kind: 'judged',
      partly: false,
      find: {
        at: 'output',
        tool: null,
        verdict: 'violated',
        action: 'block',
        detail: 'Personal data occurs: email.',
      },
    });
    expect(judged({ noPii: true }, 'input')).toEqual({ kind: 'judged', partly: false, find: null });
    expect(judged({ forbidPattern: 'found' }, 'tool_result')).toMatchObject({ find: { tool: 'search' } });
  });

  it('sees calls, money, steps and time as they were then', () => {
    const cel = (expression: string, where = 'tool_call') => judged({ cel: expression }, where);
    const holds = { kind: 'judged', find: null };
    expect(cel('size(calls) == 0 && tool.name == "search" && tool.arguments.q == "x"')).toMatchObject(holds);
    expect(cel('usage.costUsd == 0.002 && usage.tokens == 10.0 && usage.seconds == 3.0')).toMatchObject(
      holds,
    );
    expect(cel('calls[0].ok && output.contains("ann")', 'output')).toMatchObject(holds);
    expect(cel('usage.steps < 1', 'model_call')).toMatchObject(holds);
    expect(cel('output.missing == 1', 'output')).toMatchObject({ find: { verdict: 'error' } });
  });

  it('does not count the time in which people were waited for', () => {
    const asked = {
      type: 'approval',
      approval_id: 'apr_1' as never,
      about: 'tool',
      state: 'pending',
      subject: { name: 'search', value: {} },
      reason: null,
      decided_by: null,
      expires_at: at(100).toISOString(),
    } as const;
    const [started, ...rest] = events;
    const waited: Events = [
      ...(started ? [started] : []),
      { at: at(1), data: asked },
      { at: at(3_601), data: { type: 'run.started', attempt: 2, agent: 'a', version: 1, spec_hash: 'h' } },
      ...rest.map((event) => ({ ...event, at: new Date(event.at.getTime() + 3_600_000) })),
    ];
    expect(judged({ cel: 'usage.seconds < 10.0' }, 'tool_call', waited)).toMatchObject({ find: null });
  });

  it('says why nothing can be said', () => {
    expect(judged({ noPii: true }, 'model_call')).toEqual({ kind: 'unjudged', why: 'not_recorded' });
    expect(judged({ noPii: true }, 'tool_call', events.slice(0, 1))).toEqual({
      kind: 'unjudged',
      why: 'not_reached',
    });
    const withheld: Events = [
      ...events.slice(0, 3),
      { at: at(3), data: { ...call, arguments: null } },
      { at: at(3), data: { ...result, outcome: 'denied', result: { error: 'no' }, duration_ms: 0 } },
    ];
    expect(judged({ noPii: true }, 'tool_call', withheld)).toEqual({ kind: 'unjudged', why: 'withheld' });
    // Which tool it was is told.
    expect(judged({ forbidTool: 'search' }, 'tool_call', withheld)).toMatchObject({
      find: { at: 'tool_call' },
    });
    expect(judged({ noPii: true }, 'tool_result', withheld)).toEqual({
      kind: 'unjudged',
      why: 'not_reached',
    });
    const failed = { ...run, status: 'failed', output: null } as const;
    expect(judged({ noPii: true }, 'output', events, failed)).toEqual({
      kind: 'unjudged',
      why: 'not_reached',
    });
  });

  it('knows a refused answer and a refused result from their gates', () => {
    const gate = {
      type: 'invariant',
      id: 'x',
      says: 'X.',
      verdict: 'violated',
      action: 'retry',
      detail: null,
    } as const;
    const retried: Events = [...events, { at: at(5), data: { ...gate, at: 'output' } }];
    expect(judged({ forbidPattern: 'never' }, 'output', retried)).toEqual({
      kind: 'judged',
      partly: true,
      find: null,
    });
    const refused: Events = [
      ...events.slice(0, 4),
      { at: at(4), data: { ...gate, at: 'tool_result' } },
      { at: at(4), data: { ...result, outcome: 'denied', result: { error: 'no' } } },
    ];
    expect(judged({ noPii: true }, 'tool_result', refused)).toEqual({ kind: 'unjudged', why: 'withheld' });
  });
});
