/**
 * How long a spec of 200 lines takes to become a graph, when nothing in it has been compiled before: an agent with 18
 * rules, and a team of 30 nodes with 60 edges that have conditions.
 * `node packages/bench/src/compile-agent.ts`
 */
import { cpus } from 'node:os';
import { compileSpec } from '@agent-factory/orchestrator';
import { parseSpec, type Spec } from '@agent-factory/spec';

const rounds = 300;
const warmUp = 50;
/** Parsing compiles patterns and conditions too and remembers 500 of each: by then the first are forgotten. */
const parsedBeyond = 50;

/** Patterns and conditions that no other round has, since those are remembered by their text. */
function agentText(round: number): string {
  const rules = Array.from(
    { length: 12 },
    (_, i) => `  - id: rule-${i}
    says: Number ${i} never leaves the agent.
    at: [tool_call, output]
    check: { forbidPattern: "\\\\b(?:${round}${i}\\\\d[ -]?){13,16}\\\\b" }
    otherwise: redact`,
  );
  const conditions = Array.from(
    { length: 6 },
    (_, i) => `  - id: condition-${i}
    says: It stays below ${i + 1} dollars.
    at: output
    check: { cel: "usage.costUsd < ${i + 1}.0 && size(calls) < ${round + i + 20}" }
    otherwise: block`,
  );
  return `---
apiVersion: agentfactory/v1
kind: Agent
name: bench
tools: [calculator, current_time, json_query, http_get]
output: { type: object, properties: { answer: { type: string } }, required: [answer] }
invariants:
${[...rules, ...conditions].join('\n')}
---
# Purpose
${'Compile quickly, and say what you do.\n'.repeat(100)}`;
}

function teamText(round: number): string {
  const nodes = Array.from({ length: 30 }, (_, i) => `  step_${i}: { agent: worker-${i} }`);
  const edges = Array.from({ length: 30 }, (_, i) => {
    const next = i === 29 ? 'END' : `step_${i + 1}`;
    return `  - { from: step_${i}, to: ${next}, when: 'state.step_${i}.ok || input.round > ${round}' }
  - { from: step_${i}, to: step_${Math.max(0, i - 1)}, when: '!state.step_${i}.ok && input.round < ${round + i}', atMost: 3 }`;
  });
  return `---
apiVersion: agentfactory/v1
kind: Team
name: bench
pattern: graph
nodes:
${nodes.join('\n')}
edges:
  - { from: START, to: step_0 }
${edges.join('\n')}
---
${'One step after the other, back where it has to be.\n'.repeat(100)}`;
}

function measure(name: string, textOf: (round: number) => string): void {
  // All are parsed first: by the time a spec is compiled its own patterns are forgotten, as in a worker that has
  // just started. The last few are left out.
  const specs = Array.from({ length: rounds + parsedBeyond }, (_, round): Spec => {
    const { document, diagnostics } = parseSpec(textOf(round));
    if (document === null) throw new Error(JSON.stringify(diagnostics));
    return document;
  });
  const times: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (const [round, spec] of specs.slice(0, rounds).entries()) {
    const startedAt = performance.now();
    compileSpec(spec, `${name}-${round}`);
    times.push(performance.now() - startedAt);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuMs = (user + system) / 1000 / rounds;
  const warm = times.slice(warmUp).sort((a, b) => a - b);
  const at = (share: number) => warm[Math.floor(warm.length * share)] ?? Number.NaN;
  const lines = textOf(0).split('\n').length;
  console.log(
    `  ${name}, ${lines} lines: p50 ${at(0.5).toFixed(2)} ms  p95 ${at(0.95).toFixed(2)} ms  first ${times[0]?.toFixed(1)} ms  CPU ${cpuMs.toFixed(2)} ms each (bar < 5 ms: ${at(0.95) < 5 ? 'met' : 'missed'})`,
  );
}

const [cpu] = cpus();
console.log(`compile · ${cpus().length} × ${cpu?.model} · Node ${process.version}`);
measure('agent with 18 rules', agentText);
measure('team of 30 nodes', teamText);
