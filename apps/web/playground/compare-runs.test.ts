import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyStory, tell } from '../runs/story.ts';
import type { Run, RunEvent } from '../trpc/outputs.ts';
import { answerText, figuresOf, verdictsOf, verdictWords } from './compare-runs.ts';

function run(parts: Partial<Run>): Run {
  return {
    cost: 0.001,
    tokens: { input: 80, output: 20, total: 100 },
    execution_time: 2,
    status: 'succeeded',
    output: 'Yes.',
    error: null,
    ...parts,
  } as Run;
}

test('two runs are held against each other in money, tokens and time', () => {
  const [cost, tokens, time] = figuresOf(
    run({}),
    run({ cost: 0.00068, tokens: { input: 1, output: 1, total: 150 }, execution_time: 2 }),
  );
  expect(cost).toEqual({ name: 'Cost', left: '$0.001', right: '$0.00068', change: '−$0.00032 (−32%)' });
  expect(tokens).toMatchObject({ left: '100', right: '150', change: '+50 (+50%)' });
  expect(time).toMatchObject({ left: '2.0 s', right: '2.0 s', change: 'the same' });
});

test('of nothing there is no share, and of what has no time no difference', () => {
  const [cost, , time] = figuresOf(run({ cost: 0 }), run({ execution_time: null }));
  expect(cost?.change).toBe('+$0.001');
  expect(time).toMatchObject({ right: '–', change: '–' });
});

test('a difference is the opposite the other way round', () => {
  const nano = fc.integer({ min: 0, max: 10_000_000_000 });
  fc.assert(
    fc.property(nano, nano, (a, b) => {
      const [there] = figuresOf(run({ cost: a / 1e9 }), run({ cost: b / 1e9 }));
      const [back] = figuresOf(run({ cost: b / 1e9 }), run({ cost: a / 1e9 }));
      const size = (text = '') => text.replace(/ \(.*/, '').slice(1);
      if (a === b) expect(there?.change).toBe('the same');
      else {
        expect(there?.change.startsWith(b > a ? '+' : '−')).toBe(true);
        expect(size(back?.change)).toBe(size(there?.change));
      }
    }),
  );
});

test('rules are counted by check and named once where they were broken', () => {
  const checks = [
    ['cites', 'violated', 'retry'],
    ['polite', 'passed', null],
    ['cites', 'violated', 'block'],
    ['judge', 'error', null],
  ] as const;
  const events = checks.map(
    ([id, verdict, action], index): RunEvent => ({
      seq: index + 1,
      at: '2026-11-22T08:00:00.000Z',
      data: { type: 'invariant', id, says: `${id}.`, at: 'output', verdict, action, detail: null },
    }),
  );
  const verdicts = verdictsOf(events.reduce(tell, emptyStory).steps);
  expect(verdictWords(verdicts)).toBe('1 rule broken: cites (block); 1 check not made; 1 check passed');
  expect(verdictWords(verdictsOf([]))).toBe('No rule applied');
});

test('an answer is held against another as text, and the lack of one as its reason', () => {
  expect(answerText(run({}))).toBe('Yes.');
  expect(answerText(run({ output: { a: [1] } }))).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(answerText(run({ status: 'refused', error: { code: 'x', message: 'Too dear.' } }))).toBe(
    'Too dear.',
  );
});
