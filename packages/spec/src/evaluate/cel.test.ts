import { describe, expect, test } from 'vitest';
import { type CelContext, CelError, compileCel, compileEdgeCel } from './cel.ts';

const context: CelContext = {
  input: { query: 'hi' },
  output: { total: 2, score: 0.5, tags: ['a', 'b'], text: 'aab', rows: [{ n: 1 }, { n: 2 }] },
  tool: { name: 'http_get', arguments: { url: 'https://x.example' }, result: null },
  calls: [{ name: 'search', ok: true }],
  usage: { costUsd: 0.01, steps: 2, seconds: 1.5, tokens: 30 },
};
const result = (source: string) => compileCel(source).evaluate(context);

describe('compileCel', () => {
  test.each([
    ['size(output.tags) >= 2', true],
    ['output.total + 1 == 3', true],
    ['output.total * 2 > 3 && output.score / 2 < 1', true],
    ['1 + output.score == 1.5', true],
    ['output.text.matches("^a+b$")', true],
    ['output.text.startsWith("b")', false],
    ['calls.exists(c, c.name == "search" && c.ok)', true],
    ['output.rows.all(r, r.n > 1)', false],
    ['output.rows.map(r, r.n).exists(n, n == 2)', true],
    ['has(output.missing)', false],
    ['tool != null && tool.arguments.url.startsWith("https://")', true],
    ['"a" in output.tags', true],
    ['usage.costUsd < 0.02', true],
  ])('%s is %s', (source, expected) => {
    expect(result(source)).toBe(expected);
  });

  test.each([
    ['size(outputs) > 1', 5, 12],
    ['frobnicate(output)', 0, 18],
    ['output.text.matches("(?=a)")', 20, 26],
    ['1 + "a" == 2', 0, 7],
    ['size(output)', 0, 12],
    ['cel.bind(x, 1, x == 1)', 0, 22],
  ])('refuses %s and says where', (source, start, end) => {
    let thrown: unknown;
    try {
      compileCel(source);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CelError);
    expect(thrown).toMatchObject({ start });
    expect(thrown instanceof CelError && thrown.end <= end + 1 && thrown.end > start).toBe(true);
  });

  test.each([
    'output.missing == 1',
    'output.total.matches("a")',
    'output.tags[9] == "a"',
    'output.text == 1 / 0',
  ])('%s fails as a CelError', (source) => {
    expect(() => result(source)).toThrow(CelError);
  });

  test.each(['output.constructor == 1', 'output.__proto__ == 1', 'output.text.constructor == 1'])(
    'reaches nothing of JavaScript: %s',
    (source) => {
      expect(() => result(source)).toThrow(CelError);
    },
  );

  test('patterns run in linear time, also those that are made at run time', () => {
    const text = `${'a'.repeat(50_000)}!`;
    const start = performance.now();
    const evaluate = (source: string) =>
      compileCel(source).evaluate({ ...context, output: { text, pattern: '^(a+)+$' } });
    expect(evaluate('output.text.matches("^(a+)+$")')).toBe(false);
    expect(evaluate('output.text.matches(output.pattern)')).toBe(false);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('loops over loops are cut off', () => {
    const many = { ...context, output: Array.from({ length: 2_000 }, (_, index) => index) };
    const cubic = compileCel('output.all(a, output.all(b, output.all(c, a + b + c >= 0)))');
    expect(() => cubic.evaluate(many)).toThrow(/steps/);
    // The bound is for each evaluation, not for the expression.
    expect(cubic.evaluate({ ...context, output: [1, 2, 3] })).toBe(true);
    expect(() => compileCel('[1].all(a, [1].all(b, [1].all(c, [1].all(d, true))))')).toThrow(/nested/);
    expect(() => compileCel(`size("${'a'.repeat(20)}"${' + "a"'.repeat(17)}) > 0`)).toThrow(CelError);
  });

  test('edges see the state of the nodes', () => {
    expect(compileEdgeCel('!state.check.ok').evaluate({ input: null, state: { check: { ok: false } } })).toBe(
      true,
    );
    expect(() => compileEdgeCel('output.ok')).toThrow(/output/);
  });
});
