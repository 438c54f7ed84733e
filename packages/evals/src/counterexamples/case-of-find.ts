import type { Stub, TestCase } from '@agent-factory/contracts';
import type { Candidate } from './candidate.ts';
import type { Find } from './find-counterexamples.ts';

/** Where a search begins: the case's input, and for each of its stubbed tools the first answer that it gives. */
export function candidateOfCase({ input, stubs }: TestCase): Candidate {
  const tools: Record<string, Candidate['tools'][string]> = {};
  for (const { tool, answer } of stubs?.tools ?? []) {
    tools[tool] ??= 'result' in answer ? answer.result : { error: answer.error };
  }
  return { input, tools };
}

/** Json of ours is read-only, that of the contract is not; nobody writes into either. */
type Answer = Extract<Stub['answer'], { result: unknown }>['result'];

/**
 * The find as a case to keep: what the case that it was made of expects must hold here too. Its name tells what broke and
 * the seed under which it was found; it is for training, since whoever mends the agent has seen it.
 */
export function caseOfFind(find: Find, origin: TestCase): TestCase {
  const { input, tools } = find.candidate;
  const isRecord = input !== null && typeof input === 'object' && !Array.isArray(input);
  const before = candidateOfCase(origin).tools;
  const stubs = Object.entries(tools).flatMap(([tool, result]): Stub[] =>
    JSON.stringify(result) === JSON.stringify(before[tool])
      ? (origin.stubs?.tools ?? []).filter((stub) => stub.tool === tool)
      : [{ tool, answer: { result: result as Answer } }],
  );
  return {
    ...origin,
    name: `${origin.name.slice(0, 100)}: breaks ${find.broken.slice(0, 60)} (seed ${find.seed})`,
    input: (isRecord ? { ...input } : { query: input }) as TestCase['input'],
    tags: [...new Set([...origin.tags, 'counterexample'])].slice(-20),
    split: 'train',
    stubs:
      stubs.length === 0 && origin.stubs === null
        ? null
        : {
            state: {},
            unknown: 'test_error',
            ...origin.stubs,
            tools: stubs,
          },
    source: { kind: 'generated', of: origin.name, by: 'counterexample search' },
  };
}
