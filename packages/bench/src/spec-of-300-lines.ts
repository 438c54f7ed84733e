/** A spec of 300 lines as people write them: most of it rules and tests. */
export function specOf300Lines(): string {
  const rules = Array.from(
    { length: 22 },
    (_, index) => `  # Rule ${index}
  - id: rule-${index}
    says: Rule ${index} holds for every answer.
    at: [tool_call, output]
    check: { cel: "size(calls) < ${20 + index}" }
    otherwise: block
`,
  ).join('');
  const tests = Array.from(
    { length: 24 },
    (_, index) => `  - name: case ${index}
    input: { query: "What is ${index} times ${index + 1}?" }
    expect:
      - contains: "${index * (index + 1)}"
      - { toolUsed: calculator }
`,
  ).join('');
  return `---
apiVersion: agentfactory/v1
kind: Agent
name: bench-agent
title: Bench agent
description: Sums, dates and JSON.
model:
  task: simple_query
  temperature: 0.2
tools:
  - calculator
  - current_time
limits: { maxCostUsd: 0.02, maxSteps: 12, maxSeconds: 60 }
input:
  type: object
  properties:
    query: { type: string, minLength: 1 }
  required: [query]
invariants:
${rules}tests:
${tests}---
# Purpose
${'- Be brief.\n'.repeat(28)}`;
}
