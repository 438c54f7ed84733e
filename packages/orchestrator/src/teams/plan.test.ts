import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxTasks, readPlan } from './plan.ts';

const task = (id: string, dependsOn?: string[]) => ({
  id,
  description: `do ${id}`,
  ...(dependsOn === undefined ? {} : { dependsOn }),
});
const none = new Set<string>();

describe('readPlan', () => {
  it.each([
    [{ tasks: [task('a'), task('a')] }, 'two tasks "a"'],
    [{ tasks: [task('a', ['b'])] }, 'depends on "b", which is not in the plan'],
    [{ tasks: [task('a', ['b']), task('b', ['a']), task('c')] }, 'The tasks "a", "b" wait for each other'],
    [{ tasks: [task('a', ['a'])] }, 'wait for each other'],
    [{ tasks: Array.from({ length: maxTasks + 1 }, (_, i) => task(`t${i}`)) }, '/tasks'],
    ['first do this', 'does not fit its schema'],
  ])('says what is wrong with %j', (value, words) => {
    expect(readPlan(value, none)).toEqual({ ok: false, problem: expect.stringContaining(words) });
  });

  it('keeps what was done: it neither comes again nor is missed', () => {
    const plan = { tasks: [task('a'), task('b', ['a', 'old'])] };
    expect(readPlan(plan, new Set(['a', 'old']))).toEqual({ ok: true, tasks: [task('b', ['a', 'old'])] });
  });

  it('orders any plan without a circle so that each task comes after those it needs', () => {
    const plans = fc.integer({ min: 1, max: maxTasks }).chain((size) =>
      fc.record({
        needs: fc.array(fc.array(fc.nat(size)), { minLength: size, maxLength: size }),
        order: fc.shuffledSubarray(
          Array.from({ length: size }, (_, i) => i),
          { minLength: size },
        ),
      }),
    );
    fc.assert(
      fc.property(plans, ({ needs, order }) => {
        const tasks = needs.map((list, i) =>
          task(
            `t${i}`,
            [...new Set(list.filter((j) => j < i))].map((j) => `t${j}`),
          ),
        );
        const read = readPlan({ tasks: order.flatMap((i) => tasks[i] ?? []) }, none);
        if (!read.ok) throw new Error(read.problem);
        const places = new Map(read.tasks.map(({ id }, place) => [id, place]));
        expect(places.size).toBe(tasks.length);
        for (const { id, dependsOn = [] } of read.tasks) {
          for (const need of dependsOn) expect(places.get(need)).toBeLessThan(places.get(id) ?? -1);
        }
      }),
    );
  });
});
