import { AppError, newId, usdToNanoUsd } from '@agent-factory/contracts';
import type { Spec } from '@agent-factory/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Compiled } from '../compile/compiled.ts';
import type { ScriptedAnswer } from '../testing/scripted-model.ts';
import { agentOf, standOf } from '../testing/stand.ts';
import { listed, memberOf, standWith, teamOf } from '../testing/team-stand.ts';

const usd = (nano: number) => nano / 1e9;
const limits = (ceiling: number) => ({
  maxCostUsd: usd(ceiling),
  maxSteps: 60,
  maxSeconds: 60,
  maxOutputTokens: 1_000,
});

/** A member that works alone, or several at once; with its own ceiling. */
interface Tree {
  ceiling: number;
  inside: Tree[];
}
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    ceiling: fc.integer({ min: 1, max: 4_000 }),
    inside: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'tree' },
      fc.constant<Tree[]>([]),
      fc.array(tie('tree'), { minLength: 2, maxLength: 3, depthIdentifier: 'tree' }),
    ),
  }),
}));
const call = fc.record({
  worst: fc.integer({ min: 0, max: 2_000 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  fails: fc.boolean(),
  again: fc.boolean(),
});
type Call = typeof call extends fc.Arbitrary<infer C> ? C : never;

/** The tree as specs; each node is named by its way from the root. */
function specsOf({ ceiling, inside }: Tree, name: string): Map<string, { spec: Spec; ceiling: number }> {
  const below = inside.map((each, index) => specsOf(each, `${name}-${index}`));
  const names = inside.map((_, index) => `${name}-${index}`);
  const spec =
    inside.length === 0
      ? memberOf(name, {
          tools: [{ type: 'builtin', name: 'calculator' }],
          limits: limits(ceiling),
        })
      : teamOf('parallel', { members: listed(...names) }, { name, limits: limits(ceiling) }).spec;
  return new Map([[name, { spec, ceiling }], ...below.flatMap((each) => [...each])]);
}

function standFor(root: Tree, calls: readonly Call[]) {
  const specs = specsOf(root, 'n');
  const spent = new Map<string, number>();
  let count = 0;
  const stand = standWith(
    [...specs.values()].map(({ spec }) => spec),
    (who): ScriptedAnswer => {
      const { worst, share, fails, again } = calls[count % calls.length] ?? {
        worst: 0,
        share: 0,
        fails: false,
        again: false,
      };
      count += 1;
      const costNanoUsd = Math.floor(worst * share);
      return {
        worstNanoUsd: worst,
        costNanoUsd,
        ...(fails
          ? { error: new AppError('provider_failed', 'down') }
          : again
            ? { calls: [{ name: 'calculator', arguments: { expression: who } }] }
            : { text: 'fine' }),
      };
    },
  );
  const { model } = stand;
  const stream = model.stream.bind(model);
  // What a call really cost is noted where it is settled, for its agent and everything around it.
  model.stream = (request, options) =>
    stream(request, {
      ...options,
      ceilings: (options.ceilings ?? []).map((ceiling) => ({
        reserve: (nano: number) => ceiling.reserve(nano),
        settle(reserved: number, cost: number) {
          ceiling.settle(reserved, cost);
          const who = /I am ([\w-]+)/.exec(String(request.messages[0]?.content))?.[1] ?? '';
          for (let name = who; name !== ''; name = name.replace(/-?[^-]*$/, '')) {
            spent.set(name, (spent.get(name) ?? 0) + cost);
          }
        },
      })),
    });
  const [rootSpec] = [...specs.values()];
  if (rootSpec === undefined) throw new Error('no root');
  const { spec } = rootSpec;
  const compiled: Compiled =
    spec.kind === 'Agent'
      ? agentOf(spec)
      : teamOf(
          'parallel',
          { members: listed(...root.inside.map((_, index) => `n-${index}`)) },
          { name: 'n', limits: spec.limits },
        );
  return { stand, compiled, specs, spent };
}

function expectGivenBack(events: ReturnType<typeof standOf>['events']) {
  const reservations = events.filter((event) => event.type === 'reservation');
  const counted = (action: string) => reservations.filter((event) => event.action === action).length;
  expect(counted('settled')).toBe(counted('held'));
  const last = reservations.findLast(({ action }) => action !== 'refused');
  if (last !== undefined) expect(last.held_nano_usd).toBe(0);
  for (const event of reservations) {
    if (event.action === 'refused') continue;
    expect(event.spent_nano_usd + event.held_nano_usd).toBeLessThanOrEqual(event.ceiling_nano_usd);
  }
}

describe('the ceiling (promise 8)', () => {
  it('holds at every level, however many members work at once and whatever calls cost, and all is given back', async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.array(call, { minLength: 1, maxLength: 12 }), async (root, calls) => {
        const { stand, compiled, specs, spent } = standFor(root, calls);
        const outcome = await stand.run(compiled, { query: 'go' });
        for (const [name, { ceiling }] of specs) {
          expect(spent.get(name) ?? 0, name).toBeLessThanOrEqual(usdToNanoUsd(usd(ceiling)));
        }
        expect(outcome.costNanoUsd).toBe(spent.get('n') ?? 0);
        expectGivenBack(stand.events);
      }),
      { numRuns: 60 },
    );
  });

  it('holds over what was saved when the work is taken up after a crash', async () => {
    await fc.assert(
      fc.asyncProperty(
        tree,
        fc.array(call, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 60 }),
        async (root, calls, dieAt) => {
          const { stand, compiled, specs } = standFor(root, calls);
          const runId = newId('run');
          let point = 0;
          stand.checkpoints.beforeSave = () => {
            point += 1;
            if (point === dieAt) throw new Error('killed');
          };
          const died = await stand.run(compiled, { query: 'go' }, { runId }).then(
            () => false,
            () => true,
          );
          stand.checkpoints.beforeSave = () => {};
          stand.events.length = 0;
          const outcome = await stand.run(compiled, { query: 'go' }, { runId, resume: died });
          const ceiling = specs.get('n')?.ceiling ?? 0;
          expect(outcome.costNanoUsd).toBeLessThanOrEqual(ceiling);
          expectGivenBack(stand.events);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('waits for what members beside it have set aside, before it gives less or refuses', async () => {
    const specs = ['a', 'b', 'c'].map((name) => memberOf(name, { tools: [] }));
    const stand = standWith(specs, () => ({ text: 'fine', worstNanoUsd: 900, costNanoUsd: 10 }));
    const team = teamOf('parallel', { members: listed('a', 'b', 'c') }, { limits: limits(1_000) });
    const outcome = await stand.run(team, { query: 'go' });
    expect(outcome).toMatchObject({ status: 'succeeded', costNanoUsd: 30 });
    expect(stand.of('reservation').some(({ action }) => action === 'refused')).toBe(true);
    expect(stand.of('step.finished').flatMap(({ fallbacks }) => fallbacks)).toEqual([]);
  });

  it('asks for shorter answers when nothing else fits, says so, and refuses with figures in the end', async () => {
    const priced = (nanoPerToken: number) =>
      standOf(({ maxOutputTokens }) => ({
        text: 'short',
        worstNanoUsd: maxOutputTokens * nanoPerToken,
        costNanoUsd: 1,
      }));
    const agent = agentOf({ limits: limits(300) });
    const some = priced(1);
    expect((await some.run(agent, { query: 'go' })).status).toBe('succeeded');
    expect(some.model.requests.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([1_000, 500, 250]);
    expect(some.of('step.finished')[0]?.fallbacks).toEqual([
      { model: 'scripted/one', reason: 'the answer was shortened to 250 tokens to stay under the ceiling' },
    ]);
    const none = priced(10);
    const outcome = await none.run(agent, { query: 'go' });
    expect(none.model.requests.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([
      1_000, 500, 250, 125, 64,
    ]);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'cost_ceiling' } });
    expect(outcome.error?.message).toContain('64 tokens');
    expect(outcome.error?.message).toContain('of $3e-7 (limits.maxCostUsd of "stand"');
  });
});
