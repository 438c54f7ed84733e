import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpec } from './parse-spec.ts';
import { specJsonSchema } from './spec-json-schema.ts';
import { specToValue } from './spec-value.ts';
import { arbitrarySpec } from './testing/arbitrary-spec.ts';

const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  allErrors: true,
  validateFormats: false,
});
const validate = ajv.compile(specJsonSchema);

const base = { apiVersion: 'agentfactory/v1', kind: 'Agent', name: 'a', instructions: 'Hi' };

describe('the JSON Schema of the language', () => {
  test('accepts every spec that the parser accepts', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        const ok = validate(specToValue(spec));
        expect(validate.errors).toBeNull();
        expect(ok).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  test.each([
    [
      'short forms',
      {
        ...base,
        tools: ['calculator', { agent: 'b' }],
        tests: [{ name: 't', input: 'hi', expect: [{ equals: null }] }],
        invariants: [{ id: 'a', says: 'b', at: 'output', check: { maxCalls: 3 } }],
      },
    ],
    ['nothing but the minimum', base],
    [
      'a team by names',
      { apiVersion: base.apiVersion, kind: 'Team', name: 'a', pattern: 'sequence', members: ['a', 'b'] },
    ],
  ])('accepts %s, as the parser does', (_, value) => {
    expect(parseSpec(JSON.stringify(value)).diagnostics).toEqual([]);
    expect(validate(value)).toBe(true);
  });

  test.each([
    ['an unknown key', { ...base, temprature: 1 }],
    ['a missing key', { apiVersion: base.apiVersion, kind: 'Agent', instructions: 'x' }],
    ['a wrong type', { ...base, tools: 'calculator' }],
    ['an unknown tool', { ...base, tools: ['calculater'] }],
    ['an unknown task', { ...base, model: { task: 'x' } }],
    ['a number out of range', { ...base, limits: { maxSteps: 0 } }],
    ['a name that is none', { ...base, name: 'My Agent' }],
    [
      'two checks at once',
      { ...base, invariants: [{ id: 'a', says: 'b', check: { maxLength: 3, noPii: true } }] },
    ],
    ['an empty test', { ...base, tests: [{ name: 't', input: 'hi', expect: [] }] }],
    [
      'a key of another pattern',
      {
        apiVersion: base.apiVersion,
        kind: 'Team',
        name: 'a',
        pattern: 'sequence',
        members: ['a'],
        default: 'a',
      },
    ],
    ['a team without a pattern', { apiVersion: base.apiVersion, kind: 'Team', name: 'a' }],
    [
      'a router without a default',
      { apiVersion: base.apiVersion, kind: 'Team', name: 'a', pattern: 'router', members: ['a'] },
    ],
    ['no kind', { apiVersion: base.apiVersion, name: 'a', instructions: 'x' }],
  ])('refuses %s, as the parser does', (_, value) => {
    expect(parseSpec(JSON.stringify(value)).document).toBeNull();
    expect(validate(value)).toBe(false);
  });

  test('describes every key', () => {
    const missing: string[] = [];
    const visit = (node: unknown, path: string) => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties' && !path.includes('/if')) {
          for (const [name, property] of Object.entries(value as object)) {
            const described =
              property === true ||
              (typeof property === 'object' &&
                property !== null &&
                'description' in property &&
                property.description);
            if (!described) missing.push(`${path}/${name}`);
          }
        }
        visit(value, `${path}/${key}`);
      }
    };
    visit(specJsonSchema, '');
    expect(missing).toEqual([]);
  });

  test('is small enough to be loaded with an editor', () => {
    expect(JSON.stringify(specJsonSchema).length).toBeLessThan(60_000);
  });
});
