/**
 * How long validating a spec of 200 lines takes (bar: p95 < 5 ms), and as a ratio to this machine's speed at
 * parsing the same amount of JSON. `node packages/bench/src/validate.ts`
 */
import { cpus } from 'node:os';
import { parseSpec, specHash } from '@agent-factory/spec';

const rounds = Number(process.env.BENCH_ROUNDS ?? 2_000);

/** A spec of 200 lines as people write them: most of it rules and tests, a third instructions. */
function specOf200Lines(): string {
  const invariants = Array.from(
    { length: 10 },
    (_, index) => `  - id: rule-${index}
    says: Rule ${index} holds for every answer.
    at: [tool_call, output]
    check: ${
      [
        `{ forbidPattern: "\\\\b(?:\\\\d[ -]?){${9 + index},19}\\\\b" }`,
        `{ cel: "size(calls) < ${20 + index} && calls.all(c, c.name != 'x${index}')" }`,
        '{ noPii: [email, phone] }',
        `{ maxLength: ${2_000 + index} }`,
      ][index % 4]
    }
    otherwise: block
`,
  ).join('');
  const tests = Array.from(
    { length: 14 },
    (_, index) => `  - name: case ${index}
    input: { query: "What is ${index} times ${index + 1}?" }
    expect:
      - contains: "${index * (index + 1)}"
      - { toolUsed: calculator }
`,
  ).join('');
  const head = `---
# An agent with rules and tests
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
  - mcp: { url: "https://mcp.example.com/mcp", allow: [search, fetch] }
limits: { maxCostUsd: 0.02, maxSteps: 12, maxSeconds: 60, maxOutputTokens: 2000 }
input:
  type: object
  properties:
    query: { type: string, minLength: 1 }
  required: [query]
output:
  type: object
  properties:
    answer: { type: string }
    sources: { type: array, items: { type: string, format: uri } }
  required: [answer]
invariants:
${invariants}tests:
${tests}---
# Purpose
`;
  const lines = 200 - head.split('\n').length + 1;
  return head + Array.from({ length: lines }, (_, index) => `- Instruction ${index}: be brief.\n`).join('');
}

function percentiles(run: (round: number) => unknown): { p50: number; p95: number; p99: number } {
  for (let round = 0; round < rounds / 4; round++) run(round);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    run(round);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

const text = specOf200Lines();
const { document, diagnostics } = parseSpec(text);
if (document === null || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));

const cold = performance.now();
parseSpec(text.replace('Bench agent', 'First agent'));
const second = performance.now() - cold;
// Each round another text, as while typing; no cache can answer.
const validation = percentiles((round) => parseSpec(text.replace('Bench agent', `Agent ${round}`)));
const broken = percentiles((round) => parseSpec(text.replace('maxSteps: 12', `maxStep: ${round}`)));
const hash = percentiles(() => specHash(document));
const json = JSON.stringify(document);
const baseline = percentiles(() => JSON.parse(json));

const show = (ms: number) => `${ms.toFixed(2)} ms`;
const bar = 5;
console.log(
  `spec of ${text.split('\n').length - 1} lines, ${text.length} characters; ${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`,
);
console.log(
  `validate          p50 ${show(validation.p50)}  p95 ${show(validation.p95)}  p99 ${show(validation.p99)}  (second time ever: ${show(second)})`,
);
console.log(`validate, broken  p50 ${show(broken.p50)}  p95 ${show(broken.p95)}  p99 ${show(broken.p99)}`);
console.log(`hash              p50 ${show(hash.p50)}  p95 ${show(hash.p95)}`);
console.log(`ratio to JSON.parse of the same document: ${(validation.p50 / baseline.p50).toFixed(0)} ×`);
console.log(`bar p95 < ${bar} ms: ${validation.p95 < bar ? 'met' : 'MISSED'}`);
