import { parseSpec } from '@agent-factory/spec';
import { expect, it } from 'vitest';
import { assertionsOfSpecTest } from './of-spec-test.ts';

it('every kind of a spec’s own tests is one of ours', () => {
  const { document: spec, diagnostics } = parseSpec(`---
apiVersion: agentfactory/v1
kind: Agent
name: a
title: A
model: { task: simple_query }
tools: [calculator]
output: { type: object, properties: { answer: { type: string } } }
tests:
  - name: all
    input: x
    expect:
      - { contains: a }
      - { notContains: b }
      - { matches: c }
      - { notMatches: d }
      - { equals: { e: 1 } }
      - { jsonSchema: true }
      - { jsonSchema: { type: object } }
      - { cel: 'usage.steps < 3.0' }
      - { toolUsed: calculator }
      - { toolNotUsed: calculator }
      - { maxLength: 10 }
      - { maxCostUsd: 0.01 }
      - { maxSeconds: 2 }
      - { maxSteps: 3 }
      - { maxTokens: 400 }
      - { status: refused }
      - { judge: Is kind }
---
Answer.
`);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (spec?.kind !== 'Agent') throw new Error('no agent');
  expect(assertionsOfSpecTest(spec.tests[0]?.expect ?? [])).toMatchObject([
    { kind: 'contains', not: false, texts: ['a'] },
    { kind: 'contains', not: true, texts: ['b'] },
    { kind: 'matches', not: false, pattern: 'c' },
    { kind: 'matches', not: true, pattern: 'd' },
    { kind: 'equals', value: { e: 1 } },
    { kind: 'json_schema', schema: null },
    { kind: 'json_schema', schema: { type: 'object' } },
    { kind: 'cel', expression: 'usage.steps < 3.0' },
    { kind: 'tool_used', not: false, tool: 'calculator' },
    { kind: 'tool_used', not: true, tool: 'calculator' },
    { kind: 'length', at_most: 10 },
    { kind: 'cost', at_most_usd: 0.01 },
    { kind: 'latency', at_most_seconds: 2 },
    { kind: 'steps', at_most: 3 },
    { kind: 'tokens', at_most: 400 },
    { kind: 'status', status: 'refused' },
    { kind: 'judge', criteria: ['Is kind'] },
  ]);
});
