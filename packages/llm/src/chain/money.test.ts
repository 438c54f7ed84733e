import { AppError } from '@agent-factory/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryAnswers } from '../answers/memory-answers.ts';
import type { AttemptRecord, CallOptions } from '../model-port.ts';
import type { Account } from '../spending/account.ts';
import type { AccountPort, AttemptAhead } from '../spending/account-port.ts';
import { ask, routerOf } from '../testing/ask.ts';
import { type StandIn, type StandInReply, startStandIn } from '../testing/start-stand-in.ts';
import { completionStream, messageStream } from '../testing/vendor-shapes.ts';

const open: StandIn[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()));
});

async function stand(...replies: StandInReply[]): Promise<StandIn> {
  const standIn = await startStandIn(
    (_, index) => replies[Math.min(index, replies.length - 1)] as StandInReply,
  );
  open.push(standIn);
  return standIn;
}

const use = ['openai/gpt-5-mini', 'anthropic/claude-haiku-4-5'];
const bothOf = (openai: StandIn, anthropic: StandIn) => ({
  OPENAI_API_KEY: 'sk-1',
  OPENAI_BASE_URL: `${openai.url}/v1`,
  ANTHROPIC_API_KEY: 'sk-2',
  ANTHROPIC_BASE_URL: anthropic.url,
});
const account: Account = {
  teamId: 'team_1',
  runId: 'run_1',
  apiKeyId: null,
  userId: null,
  purpose: 'test',
};

/** A budget in memory that refuses what does not fit, as the one in Postgres does. */
function budgetOf(limitNanoUsd: number) {
  const holds = new Map<string, number>();
  const ahead: AttemptAhead[] = [];
  const records: AttemptRecord[] = [];
  let spent = 0;
  const accounts: AccountPort = {
    async reserve(_, attempt) {
      ahead.push(attempt);
      const held = [...holds.values()].reduce((sum, one) => sum + one, 0);
      const worst = attempt.worstNanoUsd ?? Number.POSITIVE_INFINITY;
      if (spent + held + worst > limitNanoUsd) throw new AppError('cost_ceiling', 'the budget is used up');
      const id = String(ahead.length);
      holds.set(id, worst);
      return { id };
    },
    async settle(_, { id }, record) {
      if (!holds.delete(id)) throw new Error('settled twice');
      spent += record.costNanoUsd ?? 0;
      records.push(record);
    },
  };
  return { accounts, ahead, records, open: () => holds.size, spent: () => spent };
}

const withAccount = (more: Partial<CallOptions> = {}) => ({ options: { account, ...more } });

describe('money', () => {
  it('is set aside before each try and settled after it; what failed tries cost is in the total', async () => {
    const openai = await stand({
      ...completionStream({
        text: [],
        calls: [{ id: 'a', name: 'x', argumentPieces: ['{"q":"lost'] }],
        finish: null,
      }),
      end: 'cut',
    } as StandInReply);
    const anthropic = await stand(messageStream({ text: ['Fine.'], usage: { input: 100, output: 10 } }));
    const budget = budgetOf(1_000_000_000);
    const router = routerOf(bothOf(openai, anthropic), { accounts: budget.accounts });
    const { finish } = await ask(router, { use }, withAccount());
    await router.close();
    expect(budget.open()).toBe(0);
    expect(budget.records.map(({ outcome, estimated }) => [outcome, estimated])).toEqual([
      ['failed', true],
      ['answered', false],
    ]);
    expect(budget.ahead.map(({ number }) => number)).toEqual([1, 2]);
    const lost = budget.records[0]?.costNanoUsd ?? 0;
    expect(lost).toBeGreaterThan(0);
    expect(finish.costNanoUsd).toBe(budget.spent());
    expect(finish.costNanoUsd).toBe(lost + 100 * 1_000 + 10 * 5_000);
    expect(finish.attempts).toEqual(budget.records);
  });

  it('costs nothing where a vendor refused before it began', async () => {
    const openai = await stand({ status: 500, json: {} });
    const anthropic = await stand(messageStream({ text: ['Fine.'] }));
    const { finish } = await ask(routerOf(bothOf(openai, anthropic)), { use });
    expect(finish.attempts[0]).toMatchObject({ outcome: 'failed', costNanoUsd: 0, estimated: false });
    expect(finish.attempts[0]?.tokens.total).toBe(0);
  });

  it('is estimated for a call whose caller goes away, and settled', async () => {
    const openai = await stand(completionStream({ text: ['One two three'], finish: null, end: 'hang' }));
    const budget = budgetOf(1_000_000_000);
    const router = routerOf(bothOf(openai, openai), { accounts: budget.accounts });
    const controller = new AbortController();
    const partial: string[] = [];
    const running = ask(router, { use }, { signal: controller.signal, partial, ...withAccount() });
    const ended = expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => partial.length).toBe(1);
    controller.abort();
    await ended;
    await router.close();
    expect(budget.open()).toBe(0);
    expect(budget.records).toMatchObject([{ outcome: 'cancelled', estimated: true, tokens: { output: 3 } }]);
    expect(budget.spent()).toBeGreaterThan(0);
  });

  it('that does not suffice for one model goes to a cheaper one, else the call is refused', async () => {
    const openai = await stand(completionStream({ text: ['Cheap.'] }));
    const env = { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${openai.url}/v1` };
    const pins = { use: ['openai/gpt-5', 'openai/gpt-5-nano'], maxOutputTokens: 500 };
    const some = budgetOf(1_000_000);
    const { finish } = await ask(routerOf(env, { accounts: some.accounts }), pins, withAccount());
    expect(finish.model).toBe('openai/gpt-5-nano');
    expect(some.ahead).toHaveLength(2);
    const none = budgetOf(10);
    const refused = ask(routerOf(env, { accounts: none.accounts }), pins, withAccount());
    await expect(refused).rejects.toMatchObject({ code: 'cost_ceiling', message: 'the budget is used up' });
    expect(openai.requests).toHaveLength(1);
    expect([some.open(), none.open()]).toEqual([0, 0]);
  });

  it('left over from a failed try bounds the next one', async () => {
    const openai = await stand(completionStream({ text: [], finish: null, end: 'cut' }));
    const anthropic = await stand(messageStream({ text: ['Fine.'] }));
    const ceiling = 3_000_000;
    const { finish } = await ask(routerOf(bothOf(openai, anthropic)), {
      use,
      maxOutputTokens: 4_000,
      maxCostNanoUsd: ceiling,
    });
    const lost = finish.attempts[0]?.costNanoUsd ?? 0;
    const bound = Number(Reflect.get(anthropic.requests[0]?.body as object, 'max_tokens'));
    expect(lost).toBeGreaterThan(0);
    expect(lost + bound * 5_000).toBeLessThanOrEqual(ceiling);
  });
});

describe('the cache', () => {
  it('answers the second time for nothing, the same team alone, and only where asked for', async () => {
    const openai = await stand(completionStream({ text: ['Fine', '.'] }));
    const env = { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${openai.url}/v1` };
    const router = routerOf(env, { answers: createMemoryAnswers() });
    const asked = { use: ['openai/gpt-5-mini'] };
    await ask(router, asked, withAccount({ cache: true }));
    const second = await ask(router, asked, withAccount({ cache: true }));
    expect(second.text).toBe('Fine.');
    expect(second.finish).toMatchObject({ cached: true, costNanoUsd: 0, attempts: [] });
    expect(openai.requests).toHaveLength(1);
    await ask(router, asked, withAccount());
    await ask(router, asked, { options: { account: { ...account, teamId: 'team_2' }, cache: true } });
    expect(openai.requests).toHaveLength(3);
  });
});
