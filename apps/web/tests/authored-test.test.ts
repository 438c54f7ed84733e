import type { AssertionInput, TestCaseInput } from '@agent-factory/contracts';
import { editSpec, parseSpec } from '@agent-factory/spec';
import { expect, test } from 'vitest';
import { authoredTest } from './authored-test.ts';

const text = `---
apiVersion: agentfactory/v1
kind: Agent
name: desk
title: Desk
description: Answers.
model: { task: simple_query }
tools: [calculator]
output: { type: object, properties: { answer: { type: string } } }
limits: { maxCostUsd: 0.01, maxSteps: 3, maxSeconds: 30, maxOutputTokens: 500 }
---
# Purpose
Answer.
`;

/** The test as the spec reads it once it stands in it. */
function readBack(given: TestCaseInput) {
  const authored = authoredTest(given);
  if ('problem' in authored) return authored.problem;
  const edited = editSpec(text, [{ type: 'addTest', test: authored.test }]);
  if (!edited.ok) throw new Error(JSON.stringify(edited.problems));
  const { document, diagnostics } = parseSpec(edited.text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return document?.tests[0];
}

const sayable: readonly (readonly [AssertionInput, object[]])[] = [
  [
    { kind: 'contains', texts: ['a', 'b'] },
    [
      { kind: 'contains', text: 'a' },
      { kind: 'contains', text: 'b' },
    ],
  ],
  [
    { kind: 'contains', texts: ['a', 'b'], not: true, of: 'any' },
    [
      { kind: 'notContains', text: 'a' },
      { kind: 'notContains', text: 'b' },
    ],
  ],
  [{ kind: 'matches', pattern: '^x', not: true }, [{ kind: 'notMatches', pattern: '^x' }]],
  [{ kind: 'equals', value: { n: 1 } }, [{ kind: 'equals', value: { n: 1 } }]],
  [{ kind: 'json_schema', schema: null }, [{ kind: 'jsonSchema', schema: null }]],
  [{ kind: 'tool_used', tool: 'calculator' }, [{ kind: 'toolUsed', tool: 'calculator' }]],
  [{ kind: 'tool_used', tool: 'calculator', not: true }, [{ kind: 'toolNotUsed', tool: 'calculator' }]],
  [{ kind: 'length', at_most: 90 }, [{ kind: 'maxLength', characters: 90 }]],
  [{ kind: 'cost', at_most_usd: 0.01 }, [{ kind: 'maxCostUsd', usd: 0.01 }]],
  [{ kind: 'latency', at_most_seconds: 2 }, [{ kind: 'maxSeconds', seconds: 2 }]],
  [{ kind: 'steps', at_most: 4 }, [{ kind: 'maxSteps', steps: 4 }]],
  [{ kind: 'tokens', at_most: 400 }, [{ kind: 'maxTokens', tokens: 400 }]],
  [{ kind: 'status', status: 'refused' }, [{ kind: 'status', status: 'refused' }]],
  [{ kind: 'judge', criteria: ['It is kind.'] }, [{ kind: 'judge', question: 'It is kind.' }]],
  [{ kind: 'cel', expression: 'size(output) > 1' }, [{ kind: 'cel', expression: 'size(output) > 1' }]],
];
test.each(sayable)('%j stands in the spec as what it means', (assertion, expected) => {
  expect(readBack({ name: 'one', input: 'What?', expect: [assertion] })).toMatchObject({
    name: 'one',
    input: { query: 'What?' },
    expect: expected,
  });
});

const unsayable: readonly AssertionInput[] = [
  { kind: 'contains', texts: ['a', 'b'], of: 'any' },
  { kind: 'contains', texts: ['a', 'b'], not: true },
  { kind: 'contains', texts: ['a'], ignore_case: true },
  { kind: 'equals', value: 1, tolerance: 0.1 },
  { kind: 'length', at_least: 5, at_most: 9 },
  { kind: 'tool_used', tool: 'calculator', at_least: 2 },
  { kind: 'tokens', at_most: 10, of: 'input' },
  { kind: 'judge', criteria: ['a', 'b'] },
  { kind: 'refusal' },
];
test.each(unsayable)('%j is not said as something else', (assertion) => {
  expect(readBack({ name: 'one', input: 'What?', expect: [assertion] })).toContain('Save it in a dataset');
});

test('a case that expects nothing asks that the run succeeds', () => {
  expect(readBack({ name: 'one', input: { query: 'x' }, critical: true })).toMatchObject({
    expect: [{ kind: 'status', status: 'succeeded' }],
    critical: true,
  });
});
