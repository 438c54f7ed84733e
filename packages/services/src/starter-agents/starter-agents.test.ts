import { newId, type RunEventData } from '@agent-factory/contracts';
import { createRouter } from '@agent-factory/llm';
import {
  type AgentDirectory,
  compileSpec,
  createBuiltinTools,
  runSpec,
  validateInput,
} from '@agent-factory/orchestrator';
import { createEgressClient } from '@agent-factory/orchestrator/egress';
import { MemoryApprovals, MemoryCheckpointStore, MemoryEffects } from '@agent-factory/orchestrator/testing';
import {
  type Assertion,
  type CelContext,
  compileCel,
  compileJsonSchema,
  compilePattern,
  type JsonValue,
  parseSpec,
  runnability,
  type Spec,
  specHash,
} from '@agent-factory/spec';
import { describe, expect, test } from 'vitest';
import { starterAgents } from './index.ts';

function specIn(text: string): Spec {
  const { document, diagnostics } = parseSpec(text);
  expect(diagnostics).toEqual([]);
  if (document === null) throw new Error('not a spec');
  return document;
}

const clock = { now: () => Date.parse('2026-03-02T10:00:00Z') };
const model = createRouter({ env: {}, ollamaDefaultUrl: null });
// Nothing resolves: a starter's tests must not need a network.
const egress = createEgressClient({ resolve: async () => [] });
const tools = createBuiltinTools({ clock, egress });

const agents: AgentDirectory = new Map(
  starterAgents.map((text) => {
    const spec = specIn(text);
    return [spec.name, { spec, specHash: specHash(spec), version: 1 }];
  }),
);

async function run(spec: Spec, input: Record<string, JsonValue>) {
  const agent = compileSpec(spec, specHash(spec));
  const events: RunEventData[] = [];
  const outcome = await runSpec(agent, {
    input: validateInput(agent, input),
    threadId: newId('thread'),
    runId: newId('run'),
    ports: {
      model,
      tools,
      clock: { now: () => Date.now() },
      checkpoints: new MemoryCheckpointStore(),
      approvals: new MemoryApprovals(),
      effects: new MemoryEffects(),
      agents,
      emit: async (event) => {
        events.push(event);
      },
    },
    signal: new AbortController().signal,
    resume: false,
  });
  const calls = events.flatMap((event) =>
    event.type === 'tool.result' && event.outcome !== 'denied'
      ? [{ name: event.name, ok: event.outcome === 'ok' }]
      : [],
  );
  return { outcome, calls };
}

function holds(
  assertion: Assertion,
  spec: Spec,
  input: JsonValue,
  { outcome, calls }: Awaited<ReturnType<typeof run>>,
): boolean {
  const { output } = outcome;
  const text = typeof output === 'string' ? output : JSON.stringify(output);
  const context: CelContext = {
    input,
    output,
    tool: null,
    calls,
    usage: { costUsd: outcome.costNanoUsd / 1e9, steps: 1, seconds: 0, tokens: outcome.tokens.total },
  };
  switch (assertion.kind) {
    case 'contains':
      return text.includes(assertion.text);
    case 'notContains':
      return !text.includes(assertion.text);
    case 'matches':
      return compilePattern(assertion.pattern).test(text);
    case 'notMatches':
      return !compilePattern(assertion.pattern).test(text);
    case 'jsonSchema':
      return compileJsonSchema(assertion.schema ?? spec.output ?? {})(output).length === 0;
    case 'cel':
      return compileCel(assertion.expression).evaluate(context);
    case 'toolUsed':
      return calls.some(({ name }) => name === assertion.tool);
    case 'toolNotUsed':
      return !calls.some(({ name }) => name === assertion.tool);
    case 'status':
      return outcome.status === assertion.status;
    default:
      throw new Error(`no starter uses ${assertion.kind}`);
  }
}

test('there are four agents and two teams of them, each under its own name', () => {
  expect([...agents.values()].map(({ spec }) => spec.kind)).toEqual([
    ...['Agent', 'Agent', 'Agent', 'Agent'],
    ...['Team', 'Team'],
  ]);
});

describe.each(starterAgents.map((text) => [specIn(text).name, text] as const))('%s', (_, text) => {
  const spec = specIn(text);

  test('has no diagnostics, runs in this version, and has tests, rules and limits', () => {
    expect(runnability(spec)).toEqual([]);
    expect(spec.tests.length).toBeGreaterThanOrEqual(3);
    expect(spec.invariants.length).toBeGreaterThanOrEqual(3);
    expect(text.split('\n').length).toBeLessThanOrEqual(80);
  });

  test.each(spec.tests.map((each) => [each.name, each] as const))(
    'passes its own test on the offline provider: %s',
    async (_name, { input, expect: assertions }) => {
      const result = await run(spec, input);
      const wanted = assertions.some(({ kind }) => kind === 'status') ? [] : ['succeeded'];
      if (wanted.length > 0) expect(result.outcome).toMatchObject({ status: 'succeeded' });
      for (const assertion of assertions) {
        expect(
          holds(assertion, spec, input, result),
          `${JSON.stringify(assertion)} of ${JSON.stringify(result.outcome)}`,
        ).toBe(true);
      }
    },
  );
});
