/**
 * How long one edit of a spec of 300 lines takes (bar: p95 < 5 ms), as a form makes it: operation → text edits, held
 * against the text that they make. `node packages/bench/src/edit-spec.ts`
 *
 * Milliseconds of processor time beside those of the clock: on a machine that others use, the clock measures them.
 */
import { cpus } from 'node:os';
import { editSpec, type SpecOperation, specGraph } from '@agent-factory/spec';
import { specOf300Lines } from './spec-of-300-lines.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 1_000);
const limitMs = 5;

const kinds: readonly ((round: number) => SpecOperation)[] = [
  (round) => ({ type: 'set', path: ['title'], value: `Agent ${round}` }),
  (round) => ({ type: 'setLimit', limit: 'maxSteps', value: (round % 99) + 1 }),
  (round) => ({ type: 'set', path: ['invariants', round % 20, 'says'], value: `Rule of round ${round}.` }),
  (round) => ({ type: 'moveInvariant', id: `rule-${round % 20}`, to: 3 }),
  (round) => ({ type: 'set', path: ['tests', round % 20, 'expect', 0, 'contains'], value: String(round) }),
  (round) => ({ type: 'setField', of: 'input', name: 'query', schema: { type: 'string', minLength: round } }),
  (round) => ({ type: 'setInstructions', text: `# Purpose\n\nRound ${round}.` }),
];

/** Milliseconds of this process, all threads: what the edit costs, whoever else is at work. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function quantile(times: readonly number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return `${(sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(2)} ms`;
}

let text = specOf300Lines();
const clock: number[] = [];
const processor: number[] = [];
for (let round = 0; round < rounds * 1.25; round++) {
  const operation = kinds[round % kinds.length]?.(round);
  if (!operation) continue;
  const [start, before] = [performance.now(), processorMs()];
  const result = editSpec(text, [operation]);
  if (round >= rounds / 4) {
    clock.push(performance.now() - start);
    processor.push(processorMs() - before);
  }
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  text = result.text;
}
const drawn: number[] = [];
for (let round = 0; round < 200; round++) {
  const start = performance.now();
  specGraph(text);
  drawn.push(performance.now() - start);
}

console.log(
  `spec of ${specOf300Lines().split('\n').length - 1} lines; ${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`,
);
for (const [name, times] of [
  ['one edit, clock    ', clock],
  ['one edit, processor', processor],
  ['graph of a text that is known', drawn],
] as const) {
  console.log(
    `${name}  p50 ${quantile(times, 0.5)}  p95 ${quantile(times, 0.95)}  p99 ${quantile(times, 0.99)}`,
  );
}
const p95 = Number.parseFloat(quantile(clock, 0.95));
console.log(`bar p95 < ${limitMs} ms: ${p95 < limitMs ? 'met' : 'MISSED'}`);
