import { type AssertionInput, assertionKinds, assertionSchema } from '@agent-factory/contracts';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../observation.ts';
import { observed, ports } from '../testing/engines.ts';
import type { Verdict } from '../verdict.ts';
import { checkAssertions } from './check-assertions.ts';
import type { AssertionPorts } from './outcome.ts';

const german =
  'Die Sonne scheint heute über der ganzen Stadt, und viele Menschen sitzen draußen in den Cafés und trinken Kaffee.';
const call = (name: string, args: Record<string, number | string>, outcome: 'ok' | 'denied' = 'ok') => ({
  name,
  arguments: args,
  result: null,
  outcome,
});
const run = observed(
  {
    answer: 'Paris',
    sources: [
      { url: 'https://a.example', rank: 1 },
      { url: 'https://b.example', rank: 2 },
    ],
  },
  {
    calls: [
      call('search', { q: 'capital of France', page: 1 }),
      call('search', { q: 'Paris' }),
      call('send', {}, 'denied'),
    ],
    invariants: [
      { id: 'cites', verdict: 'violated' },
      { id: 'cites', verdict: 'passed' },
      { id: 'no-pii', verdict: 'passed' },
      { id: 'short', verdict: 'violated' },
      { id: 'judged', verdict: 'error' },
    ],
    state: { orders: [{ id: 7, status: 'cancelled' }], count: 1 },
  },
);
const schema = { type: 'object', required: ['answer', 'sources'] };

/** An assertion, what it is tried on, and its verdict; the opposite is tried as well. */
const table: readonly [AssertionInput, Observation, Verdict][] = [
  [{ kind: 'contains', texts: ['Paris', 'sources'] }, run, 'pass'],
  [{ kind: 'contains', texts: ['Paris', 'London'] }, run, 'fail'],
  [{ kind: 'contains', texts: ['Paris', 'London'], of: 'any' }, run, 'pass'],
  [{ kind: 'contains', texts: ['paris'] }, run, 'fail'],
  [{ kind: 'contains', texts: ['paris'], ignore_case: true }, run, 'pass'],
  [{ kind: 'contains', texts: ['Café'] }, observed('Cafe\u0301'), 'pass'],
  [{ kind: 'matches', pattern: 'https?://[a-z.]+' }, run, 'pass'],
  [{ kind: 'matches', pattern: '^London$' }, run, 'fail'],
  [{ kind: 'matches', pattern: '(?=x)' }, run, 'error'],
  [{ kind: 'equals', value: { b: [1, 2], a: 'x' } }, observed('{"a":"x","b":[1,2]}'), 'pass'],
  [{ kind: 'equals', value: { a: 1 } }, observed('{"a":1.0000001}'), 'fail'],
  [{ kind: 'equals', value: { a: 1 }, tolerance: 0.001 }, observed('{"a":1.0000001}'), 'pass'],
  [{ kind: 'equals', value: '42' }, observed('42'), 'pass'],
  [{ kind: 'equals', value: 42 }, observed('42'), 'pass'],
  [{ kind: 'equals', value: [1, 2] }, observed('[2,1]'), 'fail'],
  [{ kind: 'equals', value: { a: null } }, observed('{"b":null}'), 'fail'],
  [{ kind: 'json_schema', schema }, run, 'pass'],
  [{ kind: 'json_schema', schema: { type: 'array' } }, run, 'fail'],
  [{ kind: 'json_schema', schema: null }, run, 'error'],
  [{ kind: 'json_schema', schema: { $ref: '#/nowhere' } }, run, 'error'],
  [{ kind: 'json_path', path: '$.sources[*].url' }, run, 'pass'],
  [{ kind: 'json_path', path: '$.nothing' }, run, 'fail'],
  [{ kind: 'json_path', path: '$.sources[*].rank', is: 'at_least', value: 2 }, run, 'pass'],
  [{ kind: 'json_path', path: '$.sources[*].rank', is: 'at_least', value: 2, of: 'all' }, run, 'fail'],
  [{ kind: 'json_path', path: '$.sources', is: 'count', value: 1 }, run, 'pass'],
  [{ kind: 'json_path', path: '$.sources[*]', is: 'contains', value: { rank: 2 } }, run, 'pass'],
  [
    { kind: 'json_path', path: "$.sources[?match(@.url, 'https://b.*')].rank", is: 'equals', value: 2 },
    run,
    'pass',
  ],
  [{ kind: 'json_path', path: '$.answer', is: 'more_than', value: 3 }, run, 'fail'],
  [{ kind: 'json_path', path: '$.answer', is: 'equals' }, run, 'error'],
  [{ kind: 'json_path', path: '$[' }, run, 'error'],
  [{ kind: 'json_path', path: '$..*..*..*' }, run, 'error'],
  [{ kind: 'similarity', to: 'kitten', threshold: 0.5 }, observed('sitting'), 'pass'],
  [{ kind: 'similarity', to: 'kitten' }, observed('sitting'), 'fail'],
  [{ kind: 'similarity', to: 'kitten', by: 'embedding' }, observed('cat'), 'error'],
  [{ kind: 'similarity', to: 'x' }, observed('y'.repeat(60_000)), 'error'],
  [{ kind: 'similarity', to: ['b', 'a'], by: 'list' }, observed(['a', 'b']), 'pass'],
  [{ kind: 'language', language: 'de' }, observed(german), 'pass'],
  [{ kind: 'language', language: 'deu' }, observed(german), 'pass'],
  [{ kind: 'language', language: 'en' }, observed(german), 'fail'],
  [{ kind: 'language', language: 'en' }, observed('Yes.'), 'inconclusive'],
  [{ kind: 'length', at_most: 5 }, observed('🙂🙂🙂🙂🙂'), 'pass'],
  [{ kind: 'length', at_least: 6 }, observed('🙂🙂🙂🙂🙂'), 'fail'],
  [{ kind: 'cost', at_most_usd: 0.001 }, run, 'pass'],
  [{ kind: 'cost', at_most_usd: 0.0009 }, run, 'fail'],
  [{ kind: 'latency', at_most_seconds: 1.5 }, run, 'pass'],
  [{ kind: 'latency', at_most_seconds: 1.4 }, run, 'fail'],
  [{ kind: 'tokens', at_most: 120 }, run, 'pass'],
  [{ kind: 'tokens', at_most: 19, of: 'output' }, run, 'fail'],
  [{ kind: 'steps', at_most: 1 }, run, 'pass'],
  [{ kind: 'steps', at_least: 2 }, run, 'fail'],
  [{ kind: 'status', status: 'succeeded' }, run, 'pass'],
  [{ kind: 'status', status: 'refused' }, run, 'fail'],
  [{ kind: 'tool_used', tool: 'search' }, run, 'pass'],
  [{ kind: 'tool_used', tool: 'search', at_least: 2, at_most: 2 }, run, 'pass'],
  [{ kind: 'tool_used', tool: 'search', at_most: 1 }, run, 'fail'],
  // Denied is not used.
  [{ kind: 'tool_used', tool: 'send' }, run, 'fail'],
  [{ kind: 'tool_arguments', tool: 'search', arguments: { page: 1 } }, run, 'pass'],
  [{ kind: 'tool_arguments', tool: 'search', arguments: { page: 1 }, match: 'exact' }, run, 'fail'],
  [{ kind: 'tool_arguments', tool: 'search', arguments: { page: 1 }, of: 'all' }, run, 'fail'],
  [{ kind: 'tool_arguments', tool: 'search', arguments: { page: 1 }, of: 'last' }, run, 'fail'],
  [{ kind: 'tool_arguments', tool: 'buy', arguments: {} }, run, 'fail'],
  [{ kind: 'tool_sequence', calls: [{ tool: 'search' }, { tool: 'search' }, { tool: 'send' }] }, run, 'pass'],
  [{ kind: 'tool_sequence', calls: [{ tool: 'send' }, { tool: 'search' }] }, run, 'fail'],
  [{ kind: 'tool_sequence', calls: [{ tool: 'search' }], threshold: 0.5 }, run, 'pass'],
  [{ kind: 'refusal' }, observed("I'm sorry, but I can’t help with that."), 'pass'],
  [{ kind: 'refusal' }, observed('Paris.'), 'fail'],
  [{ kind: 'refusal' }, observed('', { status: 'refused' }), 'pass'],
  [{ kind: 'invariant_held', id: 'cites' }, run, 'pass'],
  [{ kind: 'invariant_held', id: 'short' }, run, 'fail'],
  [{ kind: 'invariant_held' }, run, 'fail'],
  [{ kind: 'invariant_held', id: 'judged' }, run, 'error'],
  [{ kind: 'invariant_held', id: 'unknown' }, run, 'inconclusive'],
  [{ kind: 'end_state', path: '$.orders[?@.id == 7].status', is: 'equals', value: 'cancelled' }, run, 'pass'],
  [{ kind: 'end_state', path: '$.orders[?@.id == 7].status', is: 'equals', value: 'open' }, run, 'fail'],
  [{ kind: 'end_state', path: '$.orders' }, observed('x'), 'error'],
  [{ kind: 'judge', criteria: ['It is right.'] }, run, 'error'],
  [{ kind: 'pairwise', criterion: 'Clearer', other: 'x' }, run, 'error'],
  [{ kind: 'cel', expression: 'size(output.sources) == 2 && usage.costUsd < 0.01' }, run, 'pass'],
  [{ kind: 'cel', expression: 'calls.exists(c, c.name == "send" && c.ok)' }, run, 'fail'],
  [{ kind: 'cel', expression: 'output.nothing > 1' }, run, 'error'],
];
const opposite: Readonly<Record<Verdict, Verdict>> = {
  pass: 'fail',
  fail: 'pass',
  error: 'error',
  inconclusive: 'inconclusive',
};

async function check(assertion: AssertionInput, observation: Observation, given: AssertionPorts = ports) {
  const results = await checkAssertions({
    assertions: [
      assertionSchema.parse(assertion),
      assertionSchema.parse({ ...assertion, kind: `not-${assertion.kind}` }),
    ],
    observation,
    ports: given,
  });
  return results;
}

describe('checkAssertions', () => {
  it.each(table)('%j', async (assertion, observation, verdict) => {
    const [result, negated] = await check(assertion, observation);
    expect([result?.verdict, result?.reason]).toEqual([verdict, result?.reason]);
    expect(negated).toMatchObject({ verdict: opposite[verdict], negated: true, kind: assertion.kind });
    for (const each of [result, negated]) {
      expect(each?.fault).toBe(
        { pass: null, fail: 'agent', error: 'grader', inconclusive: 'grader' }[each?.verdict ?? 'pass'],
      );
      expect(each?.score === null).toBe(each?.verdict === 'error' || each?.verdict === 'inconclusive');
      expect(each?.reason).not.toBe('');
    }
  });

  it('knows every kind', () => {
    expect(new Set(table.map(([{ kind }]) => kind))).toEqual(new Set(assertionKinds));
  });

  it('an engine that throws anything at all makes an error, also of the opposite', async () => {
    const broken: AssertionPorts = {
      ...ports,
      engines: {
        ...ports.engines,
        matches: () => {
          throw 'not even an error';
        },
      },
    };
    for (const result of await check({ kind: 'matches', pattern: 'x' }, run, broken)) {
      expect(result).toMatchObject({ verdict: 'error', score: null, fault: 'grader' });
    }
  });

  it('compares by meaning where a model for it is there, and knows what it cost', async () => {
    const vectors: Record<string, number[]> = {
      cat: [1, 0],
      kitten: [0.9, 0.1],
      car: [0, 1],
      broken: [0, 0],
    };
    const embedding = {
      embed: async (texts: readonly string[]) => ({
        vectors: texts.map((text) => vectors[text] ?? []),
        costNanoUsd: 7,
      }),
    };
    const by = (to: string) =>
      check({ kind: 'similarity', by: 'embedding', to, threshold: 0.9 }, observed('cat'), {
        ...ports,
        embedding,
      });
    expect((await by('kitten'))[0]).toMatchObject({ verdict: 'pass', costNanoUsd: 7 });
    expect((await by('car'))[0]).toMatchObject({ verdict: 'fail', score: 0 });
    expect((await by('broken'))[0]).toMatchObject({ verdict: 'error', costNanoUsd: 7 });
  });

  it('expects the run to succeed where no assertion speaks of how it ends', async () => {
    const failed = observed('', {
      status: 'failed',
      error: { code: 'limit_exceeded', message: 'Too many steps.' },
    });
    const results = await checkAssertions({ assertions: [], observation: failed, ports });
    expect(results).toMatchObject([{ kind: 'status', verdict: 'fail', fault: 'agent' }]);
    const asked = await checkAssertions({
      assertions: [{ kind: 'status', not: false, status: 'failed' }],
      observation: failed,
      ports,
    });
    expect(asked).toMatchObject([{ kind: 'status', verdict: 'pass' }]);
  });

  it('a pattern of a path runs in linear time', async () => {
    const slow = observed({ a: [{ t: `${'a'.repeat(40_000)}!` }] });
    const [result] = await check({ kind: 'json_path', path: "$.a[?match(@.t, '(a+)+')]" }, slow);
    expect(result?.verdict).toBe('fail');
  });
});
