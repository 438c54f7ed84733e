/**
 * How long a spec of 200 lines takes to become a graph, when nothing in it has been compiled before.
 * `node packages/bench/src/compile-agent.ts`
 */
import { cpus } from 'node:os';
import { compileSpec } from '@agent-factory/orchestrator';
import { type AgentSpec, parseSpec } from '@agent-factory/spec';

const rounds = 300;
const warmUp = 50;

/** Patterns and conditions that no other round has, since those are remembered by their text. */
function specOf(round: number): { spec: AgentSpec; lines: number } {
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
  const text = `---
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
  const { document, diagnostics } = parseSpec(text);
  if (document?.kind !== 'Agent') throw new Error(JSON.stringify(diagnostics));
  return { spec: document, lines: text.split('\n').length };
}

// Parsing compiles patterns and conditions too and remembers 500 of each, so all is parsed first: by the time a
// spec is compiled its own are forgotten, as in a worker that has just started. The last few are left out.
const specs = Array.from({ length: rounds + 50 }, (_, round) => specOf(round));
const lines = specs[0]?.lines;
const times: number[] = [];
const cpuBefore = process.cpuUsage();
for (const [round, { spec }] of specs.slice(0, rounds).entries()) {
  const startedAt = performance.now();
  compileSpec(spec, `bench-${round}`);
  times.push(performance.now() - startedAt);
}
const { user, system } = process.cpuUsage(cpuBefore);
const cpuMs = (user + system) / 1000 / rounds;
const warm = times.slice(warmUp).sort((a, b) => a - b);
const at = (share: number) => warm[Math.floor(warm.length * share)] ?? Number.NaN;
const [cpu] = cpus();
console.log(
  `compile · ${cpus().length} × ${cpu?.model} · Node ${process.version} · ${lines} lines, 18 invariants`,
);
console.log(
  `  p50 ${at(0.5).toFixed(2)} ms  p95 ${at(0.95).toFixed(2)} ms  first ${times[0]?.toFixed(1)} ms  CPU ${cpuMs.toFixed(2)} ms each (bar < 5 ms: ${at(0.95) < 5 ? 'met' : 'missed'})`,
);
