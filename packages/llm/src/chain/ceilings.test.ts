import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Ceiling } from '../model-port.ts';
import { ask, routerOf } from '../testing/ask.ts';
import { type StandIn, type StandInReply, startStandIn } from '../testing/start-stand-in.ts';
import { completionStream } from '../testing/vendor-shapes.ts';

const open: StandIn[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()));
});

async function openai(reply: (index: number) => StandInReply) {
  const standIn = await startStandIn((_, index) => reply(index));
  open.push(standIn);
  return { standIn, env: { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${standIn.url}/v1` } };
}

/** A ceiling that says what was broken: more spent than allowed, or settled without having been set aside. */
function ceilingOf(limitNanoUsd: number) {
  const state = { held: 0, spent: 0, most: 0, refusals: 0 };
  const ceiling: Ceiling = {
    reserve(nanoUsd) {
      if (state.spent + state.held + nanoUsd > limitNanoUsd) {
        state.refusals += 1;
        return false;
      }
      state.held += nanoUsd;
      state.most = Math.max(state.most, state.spent + state.held);
      return true;
    },
    settle(reserved, cost) {
      state.held -= reserved;
      state.spent += cost;
    },
  };
  return { ceiling, state };
}

const pins = { use: ['openai/gpt-5', 'openai/gpt-5-nano'], maxOutputTokens: 500 };

describe('ceilings around a call', () => {
  it('that have too little for one model send the call to a cheaper one, in all of them or in none', async () => {
    const { env } = await openai(() =>
      completionStream({ text: ['Cheap.'], usage: { input: 10, output: 2 } }),
    );
    const [wide, narrow] = [ceilingOf(1_000_000_000), ceilingOf(1_000_000)];
    const { finish } = await ask(routerOf(env), pins, {
      options: { ceilings: [wide.ceiling, narrow.ceiling] },
    });
    expect(finish.model).toBe('openai/gpt-5-nano');
    expect([wide.state.held, narrow.state.held]).toEqual([0, 0]);
    expect([wide.state.spent, narrow.state.spent]).toEqual([finish.costNanoUsd, finish.costNanoUsd]);
    expect(narrow.state.refusals).toBe(1);
  });

  it('that have too little for any refuse the call, and nobody is asked', async () => {
    const { env, standIn } = await openai(() => completionStream({ text: ['x'] }));
    const none = ceilingOf(10);
    await expect(ask(routerOf(env), pins, { options: { ceilings: [none.ceiling] } })).rejects.toMatchObject({
      code: 'cost_ceiling',
      message: expect.stringContaining('more than a ceiling around it has left'),
    });
    expect(standIn.requests).toHaveLength(0);
    expect(none.state.held).toBe(0);
  });

  it('are never overshot by calls made at once, whatever fails, and get everything back', async () => {
    const replies: Record<string, StandInReply> = {
      fine: completionStream({ text: ['Fine.'], usage: { input: 20, output: 300 } }),
      silent: completionStream({ text: ['One two'], usage: null }),
      cut: completionStream({ text: ['One'], finish: null, end: 'cut' }),
      broken: { status: 500, json: {} },
      limited: { status: 429, json: {}, headers: { 'retry-after': '0' } },
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...Object.keys(replies)), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 50_000, max: 12_000_000 }),
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        async (kinds, limit, calls, goAway) => {
          const { env } = await openai(
            (index) => replies[kinds[index % kinds.length] ?? 'fine'] as StandInReply,
          );
          const router = routerOf(env);
          const outer = ceilingOf(limit);
          const controller = new AbortController();
          const running = Array.from({ length: calls }, (_, index) => {
            const inner = ceilingOf(limit / 2);
            return ask(router, pins, {
              options: { ceilings: [inner.ceiling, outer.ceiling] },
              ...(goAway && index === 0 ? { signal: controller.signal } : {}),
            }).then(
              () => inner.state,
              () => inner.state,
            );
          });
          if (goAway) setImmediate(() => controller.abort());
          const inners = await Promise.all(running);
          await router.close();
          for (const state of [outer.state, ...inners]) expect(state.held).toBe(0);
          for (const state of inners) expect(state.most).toBeLessThanOrEqual(limit / 2);
          expect(outer.state.most).toBeLessThanOrEqual(limit);
          expect(outer.state.spent).toBeLessThanOrEqual(limit);
          expect(inners.reduce((sum, { spent }) => sum + spent, 0)).toBe(outer.state.spent);
        },
      ),
      { numRuns: 40 },
    );
  });
});
