import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AgentSpec, limitOf } from '../agent-spec.ts';
import { compilePattern } from '../evaluate/pattern.ts';
import { findPii } from '../evaluate/pii.ts';
import type { Invariant } from '../invariant.ts';
import {
  arbitraryAgent,
  arbitrarySpec,
  arbitraryTeam,
  invariantFor,
  limits,
  namesOf,
} from '../testing/arbitrary-spec.ts';
import { limitKeys } from './compare-bounds.ts';
import { isTightening } from './is-tightening.ts';

const ok = (parent: AgentSpec, child: AgentSpec) => isTightening(parent, child).ok;
const withRule = arbitraryAgent.filter(({ invariants }) => invariants.length > 0);

/** An agent and a further invariant that it could have. */
const agentAndRule = arbitraryAgent.chain((spec) =>
  fc.tuple(fc.constant(spec), invariantFor(namesOf(spec.tools), spec.output !== undefined)),
);

/** Another choice of model, served from where the spec allows it. */
function inRegionsOf({ model: { regions } }: AgentSpec, other: AgentSpec['model']): AgentSpec['model'] {
  return regions === undefined ? other : { ...other, regions };
}

describe('isTightening', () => {
  test('a spec tightens itself', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        expect(isTightening(spec, spec)).toEqual({ ok: true, loosenings: [] });
      }),
      { numRuns: 60 },
    );
  });

  test('words, models, tests and schemas are free', () => {
    fc.assert(
      fc.property(arbitraryAgent, arbitraryAgent, (spec, other) => {
        const child = {
          ...spec,
          title: other.title,
          instructions: other.instructions,
          model: inRegionsOf(spec, other.model),
          tests: other.tests,
          description: other.description,
        };
        expect(ok(spec, child)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('an added invariant tightens, and taking it away again loosens unless another covers it', () => {
    fc.assert(
      fc.property(agentAndRule, ([spec, rule]) => {
        const child = { ...spec, invariants: [...spec.invariants, { ...rule, id: 'a-new-one' }] };
        expect(ok(spec, child)).toBe(true);
        const covered = ok({ ...spec, invariants: [rule] }, spec);
        expect(ok(child, spec)).toBe(covered);
      }),
      { numRuns: 100 },
    );
  });

  test('every removed invariant is named', () => {
    fc.assert(
      fc.property(withRule, (spec) => {
        const { loosenings } = isTightening(spec, { ...spec, invariants: [] });
        for (const { id } of spec.invariants)
          expect(loosenings.some(({ summary }) => summary.includes(id))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('regions: fewer tighten, another or none at all loosens', () => {
    fc.assert(
      fc.property(arbitraryAgent, (spec) => {
        const within = (...regions: string[]): AgentSpec => ({ ...spec, model: { ...spec.model, regions } });
        const { regions: _, ...anywhere } = spec.model;
        expect(ok(within('eu', 'us'), within('eu'))).toBe(true);
        expect(ok({ ...spec, model: anywhere }, within('eu'))).toBe(true);
        expect(ok(within('eu'), within('eu', 'us'))).toBe(false);
        expect(ok(within('eu'), { ...spec, model: anywhere })).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  test('limits: lower tightens, higher loosens', () => {
    fc.assert(
      fc.property(arbitraryAgent, limits, limits, (spec, a, b) => {
        const lower = limitKeys.every((key) => limitOf(b, key) <= limitOf(a, key));
        expect(ok({ ...spec, limits: a }, { ...spec, limits: b })).toBe(lower);
      }),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(
        arbitraryAgent,
        fc.constantFrom(
          'maxCostUsd' as const,
          'maxSteps' as const,
          'maxSeconds' as const,
          'maxOutputTokens' as const,
        ),
        (spec, key) => {
          const raised = { ...spec, limits: { ...spec.limits, [key]: spec.limits[key] + 1 } };
          expect([ok(spec, raised), ok(raised, spec)]).toEqual([false, true]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('tools: fewer tightens, more or other ones loosen', () => {
    fc.assert(
      fc.property(
        arbitraryAgent.filter(({ tools }) => tools.length > 0),
        (spec) => {
          const fewer = { ...spec, tools: spec.tools.slice(1), approvals: [] };
          const bare = { ...spec, approvals: [] };
          expect([ok(bare, fewer), ok(fewer, bare)]).toEqual([true, false]);
        },
      ),
      { numRuns: 60 },
    );
    const mcp = (url: string): AgentSpec['tools'] => [{ type: 'mcp', url, allow: ['search'] }];
    fc.assert(
      fc.property(arbitraryAgent, (spec) => {
        const here = { ...spec, tools: mcp('https://a.example'), approvals: [] };
        expect(ok(here, { ...here, tools: mcp('https://b.example') })).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  test('approvals: more tightens, fewer loosen while the tool is there', () => {
    const [base] = fc.sample(arbitraryAgent, { numRuns: 1, seed: 7 });
    if (!base) throw new Error('no sample');
    const free: AgentSpec = { ...base, tools: [{ type: 'builtin', name: 'http_get' }], approvals: [] };
    const waits = { ...free, approvals: ['http_get'] };
    expect([ok(free, waits), ok(waits, free), ok(waits, { ...free, tools: [] })]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('it is transitive: what tightens a tightening tightens the first', () => {
    fc.assert(
      fc.property(agentAndRule, agentAndRule, limits, ([a, rule], [other, second], bounds) => {
        const b = { ...a, invariants: [...a.invariants, rule] };
        const c = {
          ...b,
          invariants: [...b.invariants.slice(1), second],
          limits: bounds,
          tools: other.tools,
        };
        if (ok(a, b) && ok(b, c)) expect(ok(a, c)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('sound: what a tightening lets through, its parent let through too', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '1', '@b.example', '4111111111111111', 'secret'),
      maxLength: 12,
    });
    const kinds = fc.subarray(['card', 'email', 'ssn'] as const, { minLength: 1 });
    const check: fc.Arbitrary<Invariant['check']> = fc.oneof(
      fc.record({
        kind: fc.constant('forbidPattern' as const),
        pattern: fc.constantFrom('a+b', 'secret', '\\d'),
      }),
      fc.record({ kind: fc.constant('matches' as const), pattern: fc.constantFrom('a', 'b') }),
      fc.record({ kind: fc.constant('maxLength' as const), characters: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ kind: fc.constant('noPii' as const), kinds: kinds.map((list) => [...list]) }),
    );
    const rule: fc.Arbitrary<Invariant> = fc.record({
      id: fc.constantFrom('one', 'two', 'three'),
      says: fc.constant('x'),
      at: fc.subarray(['input', 'output'] as const, { minLength: 1 }).map((list) => [...list]),
      check,
      otherwise: fc.constantFrom('warn' as const, 'block' as const),
    });
    const rules = fc.array(rule, { maxLength: 3 });
    const [base] = fc.sample(arbitraryAgent, { numRuns: 1, seed: 1 });
    if (!base) throw new Error('no sample');
    const passes = (list: readonly Invariant[], at: 'input' | 'output', value: string) =>
      list.every((each) => each.otherwise === 'warn' || !each.at.includes(at) || holds(each, value));
    let tightenings = 0;
    fc.assert(
      fc.property(rules, rules, text, (parent, more, value) => {
        // Half of the children keep their parent's rules, so that there is something to be sound about.
        for (const child of [more, [...more, ...parent]]) {
          if (!isTightening({ ...base, invariants: parent }, { ...base, invariants: child }).ok) continue;
          tightenings++;
          for (const at of ['input', 'output'] as const) {
            if (passes(child, at, value)) expect(passes(parent, at, value)).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(tightenings).toBeGreaterThan(100);
  });

  test.each<[string, Partial<Invariant>, boolean]>([
    ['the same', {}, true],
    ['other words', { says: 'Else.' }, true],
    ['another id', { id: 'other' }, true],
    ['a lower number', { check: { kind: 'maxLength', characters: 9 } }, true],
    ['a higher number', { check: { kind: 'maxLength', characters: 11 } }, false],
    ['one more boundary', { at: ['input', 'output'] }, true],
    ['another boundary', { at: ['input'] }, false],
    ['only a warning', { otherwise: 'warn' }, false],
    ['a person who may let it pass', { otherwise: 'escalate' }, false],
    ['another kind of check', { check: { kind: 'matches', pattern: 'a' } }, false],
  ])('a rule replaced by %s', (_, change, expected) => {
    const [base] = fc.sample(arbitraryAgent, { numRuns: 1, seed: 3 });
    if (!base) throw new Error('no sample');
    const rule: Invariant = {
      id: 'short',
      says: 'Short.',
      at: ['output'],
      check: { kind: 'maxLength', characters: 10 },
      otherwise: 'block',
    };
    expect(ok({ ...base, invariants: [rule] }, { ...base, invariants: [{ ...rule, ...change }] })).toBe(
      expected,
    );
  });

  test('a sub-agent answers for its team’s invariants and limits; tools are its own', () => {
    fc.assert(
      fc.property(arbitraryTeam, arbitraryAgent, (team, agent) => {
        const child = {
          ...agent,
          invariants: [...agent.invariants, ...team.invariants],
          limits: team.limits,
        };
        expect(isTightening(team, child).ok).toBe(true);
        if (team.invariants.length > 0 && agent.invariants.length === 0) {
          expect(isTightening(team, { ...child, invariants: [] }).ok).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a team whose flow changed is not proven tighter', () => {
    fc.assert(
      fc.property(arbitraryTeam, arbitraryTeam, (a, b) => {
        if (a.pattern !== b.pattern) expect(isTightening(a, b).ok).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});

function holds({ check }: Invariant, value: string): boolean {
  switch (check.kind) {
    case 'forbidPattern':
      return !compilePattern(check.pattern).test(value);
    case 'matches':
      return compilePattern(check.pattern).test(value);
    case 'maxLength':
      return [...value].length <= check.characters;
    case 'noPii':
      return findPii(value, check.kinds).length === 0;
    default:
      throw new Error('not made here');
  }
}
