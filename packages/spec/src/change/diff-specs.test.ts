import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AgentSpec } from '../agent-spec.ts';
import { specHash } from '../canonical.ts';
import { arbitraryAgent, arbitrarySpec, invariantFor, namesOf } from '../testing/arbitrary-spec.ts';
import { diffSpecs } from './diff-specs.ts';
import { isTightening } from './is-tightening.ts';

const agentAndRule = arbitraryAgent.chain((spec) =>
  fc.tuple(fc.constant(spec), invariantFor(namesOf(spec.tools), spec.output !== undefined)),
);

describe('diffSpecs', () => {
  test('is empty exactly when the hashes are equal', () => {
    fc.assert(
      fc.property(arbitrarySpec, arbitrarySpec, (a, b) => {
        expect(diffSpecs(a, a)).toEqual([]);
        expect(diffSpecs(a, b).length === 0).toBe(specHash(a) === specHash(b));
        expect(diffSpecs(a, { ...a, invariants: a.invariants.toReversed() }).length === 0).toBe(
          a.invariants.length < 2,
        );
      }),
      { numRuns: 60 },
    );
  });

  test('speaks of a loosening exactly when the child is not tighter', () => {
    const loose = [
      'write_access_gained',
      'tool_gained',
      'approval_removed',
      'invariant_removed',
      'invariant_weakened',
      'ceiling_raised',
      'region_widened',
    ];
    fc.assert(
      fc.property(agentAndRule, arbitraryAgent, ([a, rule], other) => {
        for (const b of [
          other,
          { ...a, invariants: [...a.invariants, rule] },
          { ...a, invariants: a.invariants.slice(1), limits: other.limits },
        ]) {
          expect(diffSpecs(a, b).some(({ risk }) => loose.includes(risk))).toBe(!isTightening(a, b).ok);
        }
      }),
      { numRuns: 60 },
    );
  });

  const [sample] = fc.sample(arbitraryAgent, { numRuns: 1, seed: 11 });
  if (!sample) throw new Error('no sample');
  const base: AgentSpec = {
    ...sample,
    memory: { window: 3, summarise: false },
    tools: [
      { type: 'builtin', name: 'calculator' },
      { type: 'builtin', name: 'http_get' },
    ],
    approvals: ['http_get'],
    invariants: [
      {
        id: 'short',
        says: 'Short.',
        at: ['output'],
        check: { kind: 'maxLength', characters: 10 },
        otherwise: 'block',
      },
    ],
    tests: [{ name: 't', input: { query: 'x' }, expect: [{ kind: 'contains', text: 'a' }], critical: true }],
    limits: { maxCostUsd: 0.1, maxSteps: 5, maxSeconds: 10, maxOutputTokens: 100 },
    gates: { minPassRate: 0.9, trials: 3 },
    model: { task: 'simple_query', use: [] },
  };
  test.each<[string, Partial<AgentSpec>, string, string]>([
    [
      'a tool that writes',
      { tools: [...base.tools, { type: 'builtin', name: 'send_email' }] },
      'write_access_gained',
      'Gains the tool send_email, which can change things outside the run.',
    ],
    [
      'a server of unknown tools',
      { tools: [...base.tools, { type: 'mcp', url: 'https://x.example', allow: ['a'] }] },
      'write_access_gained',
      'Gains the tool a, which can change things outside the run.',
    ],
    [
      'a tool that reads',
      { tools: [...base.tools, { type: 'builtin', name: 'json_query' }] },
      'tool_gained',
      'Gains the tool json_query.',
    ],
    [
      'a tool less',
      { tools: [{ type: 'builtin', name: 'http_get' }] },
      'tightened',
      'Loses the tool calculator.',
    ],
    ['no approval', { approvals: [] }, 'approval_removed', 'Calls of http_get no longer wait for a person.'],
    [
      'one more approval',
      { approvals: ['calculator', 'http_get'] },
      'tightened',
      'Calls of calculator wait for a person.',
    ],
    ['no rule', { invariants: [] }, 'invariant_removed', 'The invariant short is gone: Short.'],
    [
      'a weaker rule',
      { invariants: base.invariants.map((each) => ({ ...each, otherwise: 'warn' as const })) },
      'invariant_weakened',
      'The invariant short no longer binds as it did: Short.',
    ],
    [
      'a stronger rule',
      { invariants: base.invariants.map((each) => ({ ...each, at: ['input' as const, 'output' as const] })) },
      'tightened',
      'The invariant short binds more.',
    ],
    [
      'a renamed rule',
      { invariants: base.invariants.map((each) => ({ ...each, id: 'brief' })) },
      'cosmetic',
      'The invariant short is named brief.',
    ],
    [
      'a higher ceiling',
      { limits: { ...base.limits, maxCostUsd: 0.2 } },
      'ceiling_raised',
      'The ceiling rises from $0.1 a run to $0.2 a run.',
    ],
    [
      'a lower ceiling',
      { limits: { ...base.limits, maxSteps: 4 } },
      'tightened',
      'The ceiling falls from 5 model calls to 4 model calls.',
    ],
    [
      'agents deeper inside each other',
      { limits: { ...base.limits, maxDepth: 5 } },
      'ceiling_raised',
      'The ceiling rises from 4 agents deep to 5 agents deep.',
    ],
    [
      'a total of tokens',
      { limits: { ...base.limits, maxTokens: 9_000 } },
      'tightened',
      'The ceiling falls from any number of tokens to 9000 tokens a run.',
    ],
    [
      'a lower gate',
      { gates: { minPassRate: 0.5, trials: 3 } },
      'gate_lowered',
      '0.5 of the tests must pass instead of 0.9.',
    ],
    [
      'a test that is not critical any more',
      { tests: base.tests.map((each) => ({ ...each, critical: false })) },
      'gate_lowered',
      'The test "t" is no longer critical.',
    ],
    [
      'another model',
      { model: { task: 'research', use: [] } },
      'model_changed',
      'The choice of model changed.',
    ],
    [
      'another memory',
      { memory: { window: 7, summarise: true } },
      'model_changed',
      'What the model is shown of its thread’s past changed.',
    ],
    ['another output', { output: { type: 'number' } }, 'contract_changed', 'What a run answers changed.'],
    [
      'other instructions',
      { instructions: 'Do something else.' },
      'instructions_changed',
      'The instructions changed.',
    ],
    ['another title', { title: 'Something else' }, 'cosmetic', 'The title changed.'],
    [
      'another test',
      {
        tests: [
          ...base.tests,
          { name: 'u', input: { query: 'y' }, expect: [{ kind: 'contains', text: 'b' }], critical: false },
        ],
      },
      'tests_changed',
      'New test: u',
    ],
  ])('%s', (_, change, risk, summary) => {
    const changes = diffSpecs(base, { ...base, ...change }).map((each) => [each.risk, each.summary]);
    expect(changes).toEqual([[risk, summary]]);
  });
});
