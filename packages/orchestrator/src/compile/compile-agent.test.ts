import { parseSpec, specHash } from '@agent-factory/spec';
import { describe, expect, it } from 'vitest';
import { agentOf } from '../testing/stand.ts';
import { compileAgent } from './compile-agent.ts';
import { LruCache } from './lru-cache.ts';
import { validateInput } from './validate-input.ts';

const text = `---
apiVersion: agentfactory/v1
kind: Agent
name: sums
tools: [calculator]
input: { type: object, properties: { query: { type: string, minLength: 2 } }, required: [query], additionalProperties: false }
---
Work it out.
`;

function parsed() {
  const { document, diagnostics } = parseSpec(text);
  if (document?.kind !== 'Agent') throw new Error(JSON.stringify(diagnostics));
  return document;
}

describe('compileAgent', () => {
  it('compiles what the language parsed, once per hash', () => {
    const spec = parsed();
    const agent = compileAgent(spec, specHash(spec));
    expect(compileAgent({ ...spec }, specHash(spec))).toBe(agent);
  });

  it('names every part that cannot run yet', () => {
    const names = ['abacus', 'sundial'];
    expect(() => agentOf({ tools: names.map((name) => ({ type: 'builtin', name })) })).toThrowError(
      expect.objectContaining({
        code: 'spec_not_runnable',
        message: expect.stringMatching(/abacus.*sundial/s),
      }),
    );
  });
});

describe('validateInput', () => {
  const agent = () => compileAgent(parsed(), specHash(parsed()));

  it('takes a bare string as a query, and an object as it is', () => {
    expect(validateInput(agent(), 'hello')).toEqual({ query: 'hello' });
    expect(validateInput(agent(), { query: 'hello' })).toEqual({ query: 'hello' });
    expect(validateInput(agentOf(), { topic: 'tea' })).toEqual({ topic: 'tea' });
  });

  it.each([
    ['x', 'input/query'],
    [{ query: 'fine', extra: 1 }, 'extra'],
    [{}, 'query'],
  ] as const)('refuses %j and says where', (input, words) => {
    expect(() => validateInput(agent(), input)).toThrowError(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining(words) }),
    );
  });
});

it('LruCache forgets what was used longest ago', () => {
  const cache = new LruCache<number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
});
