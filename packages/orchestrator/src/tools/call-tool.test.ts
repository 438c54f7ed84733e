import { AppError } from '@agent-factory/contracts';
import type { JsonValue } from '@agent-factory/spec';
import { describe, expect, it } from 'vitest';
import { callTool } from './call-tool.ts';
import { createScrubber } from './scrubber.ts';
import { ok, type Tool, type ToolEnvironment } from './tool.ts';
import { ToolProblem } from './tool-problem.ts';

// The tools of this file look at their input alone.
const nothing = {} as ToolEnvironment;

function toolOf(run: Tool['run'], parts: Partial<Tool> = {}): Tool {
  return {
    name: 'probe',
    title: 'Probe',
    description: 'A probe.',
    input: {
      type: 'object',
      properties: { n: { type: 'integer' } },
      required: ['n'],
      additionalProperties: false,
    },
    output: {},
    effect: 'read',
    idempotent: true,
    connections: [],
    run,
    ...parts,
  };
}

function call(
  tool: Tool,
  input: Record<string, JsonValue> = { n: 1 },
  signal = new AbortController().signal,
) {
  return callTool(tool, input, nothing, { signal, scrubber: createScrubber() });
}

/** Fails with the given errors one after the other, then answers with how often it was called. */
function failing(...errors: unknown[]): Tool['run'] {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls <= errors.length) throw errors[calls - 1];
    return ok({ calls });
  };
}

const reset = new AppError('unavailable', 'The address could not be reached.', {
  cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
});
const busy = new ToolProblem('Busy.', { isRetryable: true, retryAfterMs: 0 });

describe('a call of a tool', () => {
  it('takes no arguments off schema', async () => {
    let called = false;
    const tool = toolOf(() => {
      called = true;
      return ok(null);
    });
    for (const input of [{}, { n: 'x' }, { n: 1, m: 2 }]) {
      expect(await call(tool, input)).toMatchObject({
        outcome: 'error',
        value: { error: expect.stringContaining('The arguments of "probe" do not fit its schema.') },
      });
    }
    expect(called).toBe(false);
  });

  it.each([
    ['a broken connection', reset],
    ['a service that is busy', busy],
  ])('reads once more after %s, no third time', async (_, error) => {
    expect(await call(toolOf(failing(error)))).toEqual(ok({ calls: 2 }));
    expect(await call(toolOf(failing(error, error)))).toMatchObject({ outcome: 'error' });
  });

  it.each([
    ['writes nothing twice', { effect: 'write', idempotent: false } as const, busy],
    ['moves no money twice', { effect: 'money', idempotent: true } as const, busy],
    ['does not repeat what would fail again', {}, new ToolProblem('Gone.')],
    [
      'leaves a long wait to the model',
      {},
      new ToolProblem('Busy.', { isRetryable: true, retryAfterMs: 5001 }),
    ],
    ['asks no address again that did not answer', {}, new AppError('unavailable', 'Not there.')],
  ])('%s', async (_, parts, error) => {
    expect(await call(toolOf(failing(error), parts))).toEqual({
      outcome: 'error',
      value: { error: error.message },
    });
  });

  it('ends in time, even for a tool that does not look at its signal', async () => {
    const deaf = toolOf(() => new Promise(() => {}), { timeoutSeconds: 0.05 });
    expect(await call(deaf)).toEqual({
      outcome: 'error',
      value: { error: '"probe" did not answer within 0.05 seconds.' },
    });
  });

  it('says of a call that writes and broke off that it may have happened', async () => {
    const writes = { effect: 'write', idempotent: false, timeoutSeconds: 0.05 } as const;
    const maybe = { error: expect.stringContaining('may have happened all the same') };
    expect(await call(toolOf(() => new Promise(() => {}), writes))).toMatchObject({ value: maybe });
    expect(await call(toolOf(failing(reset), writes))).toMatchObject({ value: maybe });
    const refused = new AppError('forbidden', 'Not public.');
    expect(await call(toolOf(failing(refused), writes))).toMatchObject({ value: { error: 'Not public.' } });
  });

  it('ends with the run, before it began and while it works', async () => {
    const stop = new AbortController();
    const waiting = call(
      toolOf(() => new Promise(() => {})),
      { n: 1 },
      stop.signal,
    );
    stop.abort(new Error('over'));
    await expect(waiting).rejects.toThrow('over');
    let called = false;
    const never = toolOf(() => {
      called = true;
      return ok(1);
    });
    await expect(call(never, { n: 1 }, stop.signal)).rejects.toThrow('over');
    expect(called).toBe(false);
  });

  it('tells a model of problems and refusals, and nobody of bugs', async () => {
    const refusal = new AppError('forbidden', '"10.0.0.1" is not on the public internet.');
    expect(await call(toolOf(failing(refusal)))).toEqual({
      outcome: 'error',
      value: { error: '"10.0.0.1" is not on the public internet.' },
    });
    await expect(call(toolOf(failing(new TypeError('secret stack'))))).rejects.toThrow(TypeError);
  });

  it('shortens a long result, or refuses it where half of it would mislead', async () => {
    const long = toolOf(() => ok({ text: 'x'.repeat(5000) }), { maxOutputBytes: 1000 });
    expect(await call(long)).toMatchObject({ outcome: 'ok', value: { cut: expect.any(String) } });
    const whole = await call({ ...long, overflow: 'error' });
    expect(whole).toEqual({
      outcome: 'error',
      value: {
        error: 'The result of "probe" has 5011 bytes; 1000 are allowed. Ask for less.',
      },
    });
  });

  it('strikes secrets from results, problems and refusals', async () => {
    const scrubber = createScrubber();
    const secret = 'sk-CANARY-0123456789';
    scrubber.learn(secret);
    const outcomes = [
      toolOf(() => ok({ [secret]: [`Bearer ${secret}`] })),
      toolOf(failing(new ToolProblem(`It said ${secret}`))),
      toolOf(failing(new AppError('unavailable', `No way to ${secret}`))),
      toolOf(() => ({ outcome: 'error', value: { error: encodeURIComponent(secret) } })),
    ];
    for (const tool of outcomes) {
      const result = await callTool(tool, { n: 1 }, nothing, {
        signal: new AbortController().signal,
        scrubber,
      });
      expect(JSON.stringify(result)).toContain('[secret]');
      expect(JSON.stringify(result)).not.toContain('CANARY');
    }
  });
});
