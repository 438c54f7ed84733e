import { createHash } from 'node:crypto';
import { type RunEventData, type RunEventType, receiptSchema } from '@agent-factory/contracts';
import { asStored } from '@agent-factory/db';
import { canonicalJson } from '@agent-factory/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryLog, type LoggedEvent, receiptRun } from '../testing/arbitrary-events.ts';
import { createReceiptDraft, type UnsignedReceipt } from './receipt-draft.ts';

function receiptOf(log: readonly LoggedEvent[], ceiling: number | null = 5): UnsignedReceipt {
  const draft = createReceiptDraft(receiptRun());
  for (const event of log) draft.add(event);
  return draft.close(ceiling);
}

function ofType<T extends RunEventType>(log: readonly LoggedEvent[], type: T) {
  return log
    .map(({ data }) => asStored(data))
    .filter((data): data is Extract<RunEventData, { type: T }> => data.type === type);
}

function hash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

const property = (check: (log: LoggedEvent[], receipt: UnsignedReceipt) => void) =>
  fc.assert(
    fc.property(arbitraryLog, (log) => check(log, receiptOf(log))),
    { numRuns: 300 },
  );

test('a receipt says what the events say: calls of models, money, members, errors', () => {
  property((log, receipt) => {
    const end = ofType(log, 'run.finished').at(-1);
    const calls = ofType(log, 'step.finished');
    expect(receipt.model_calls).toEqual(
      calls.map(({ step, provider, model, finish_reason, tokens, cost_nano_usd, member, fallbacks }) => ({
        ...{ step, provider, model, finish_reason, tokens, cost_nano_usd },
        member: member ?? null,
        fallbacks: fallbacks.length,
      })),
    );
    const reservations = ofType(log, 'reservation');
    expect(receipt.money).toEqual({
      unit: 'nano_usd',
      ceiling: 5,
      reserved_peak: Math.max(0, ...reservations.map((one) => one.held_nano_usd)),
      refused: reservations.filter(({ action }) => action === 'refused').length,
      spent: end?.cost_nano_usd,
    });
    expect(receipt.run).toMatchObject({
      agent: ofType(log, 'run.started').at(-1)?.agent ?? 'renamed-since',
      status: end?.status,
      error_code: end?.error?.code ?? null,
      output_sha256: hash(end?.output),
      input_sha256: hash({ query: 'Where is the treasure?' }),
      started_at: log.find(({ data }) => data.type === 'run.started')?.at.toISOString() ?? null,
      finished_at: log.at(-1)?.at.toISOString(),
    });
    const members = ofType(log, 'member');
    for (const sum of receipt.members) {
      const own = members.filter(({ member, agent }) => member === sum.member && agent === sum.agent);
      expect(sum.visits).toBe(Math.max(...own.map(({ visit }) => visit)));
      expect(sum.last).toBe(own.at(-1)?.state);
    }
    expect(receipt.members).toHaveLength(new Set(members.map((one) => `${one.member} ${one.agent}`)).size);
    const errors = ofType(log, 'error');
    expect(receipt.errors.reduce((sum, { count }) => sum + count, 0)).toBe(errors.length);
  });
});

test('a receipt says what the events say: tools, rules, approvals', () => {
  property((log, receipt) => {
    const calls = ofType(log, 'tool.call');
    const results = ofType(log, 'tool.result');
    for (const sum of receipt.tools) {
      const own = <E extends { name: string; member?: string }>(all: E[]) =>
        all.filter(
          ({ name, member }) =>
            (member ?? null) === sum.member && [name, `sha256:${hash(name)}`].includes(sum.name),
        );
      expect(sum.arguments_sha256).toEqual(own(calls).map((call) => hash(call.arguments)));
      const outcomes = own(results).map(({ outcome }) => outcome);
      expect([sum.called, sum.ok, sum.errors, sum.denied]).toEqual([
        own(calls).length,
        ...['ok', 'error', 'denied'].map((wanted) => outcomes.filter((one) => one === wanted).length),
      ]);
    }
    expect(receipt.tools.reduce((sum, { called }) => sum + called, 0)).toBe(calls.length);

    const verdicts = ofType(log, 'invariant');
    const told = receipt.invariants.reduce((sum, one) => sum + one.passed + one.violated + one.errors, 0);
    expect(told).toBe(verdicts.length);
    for (const sum of receipt.invariants) {
      const own = verdicts.filter(
        ({ id, at, member, says }) =>
          id === sum.id && at === sum.at && (member ?? null) === sum.member && hash(says) === sum.says_sha256,
      );
      expect(sum.last).toBe(own.at(-1)?.verdict);
      expect(sum.violated).toBe(own.filter(({ verdict }) => verdict === 'violated').length);
      expect(sum.action).toBe(own.findLast(({ action }) => action !== null)?.action ?? null);
    }

    for (const approval of receipt.approvals) {
      const own = ofType(log, 'approval').filter((one) => one.approval_id === approval.id);
      const last = own.at(-1);
      expect(approval).toMatchObject({
        state: last?.state,
        decided_by: last?.decided_by,
        value_sha256: hash(last?.subject.value),
      });
      expect(approval.decided_at === null).toBe(last?.state === 'pending');
    }
  });
});

test('a receipt has its form and holds nothing that was said, asked or answered', () => {
  property((_, receipt) => {
    expect(
      receiptSchema.omit({ signature: true }).safeParse({ ...receipt, key_id: 'k' }).error,
    ).toBeUndefined();
    const text = JSON.stringify(receipt);
    for (const secret of ['secret', 'treasure', 'Cards never']) expect(text).not.toContain(secret);
  });
});

test('its head is the chain over the events as they are read back, and no other log has it', () => {
  fc.assert(
    fc.property(arbitraryLog, fc.nat(), fc.nat(), (log, one, other) => {
      const head = (events: readonly LoggedEvent[]) =>
        events
          .map(({ seq, at, data }) => ({ seq, at: at.toISOString(), data: asStored(data) }))
          .reduce(
            (link, event) => createHash('sha256').update(link).update(canonicalJson(event)).digest(),
            Buffer.alloc(32),
          )
          .toString('hex');
      const { events } = receiptOf(log);
      expect(events).toEqual({ count: log.length, head: head(log) });
      const [i, j] = [one % log.length, other % log.length];
      const dropped = log.toSpliced(i, 1);
      expect(head(dropped)).not.toBe(events.head);
      const moved = log.toSpliced(i, 1).toSpliced(j, 0, ...log.slice(i, i + 1));
      if (i !== j) expect(head(moved)).not.toBe(events.head);
      const late = log.map((event, place) => (place === i ? { ...event, at: new Date(0) } : event));
      expect(head(late)).not.toBe(events.head);
    }),
  );
});

test('however deep a tool’s answer is nested, the run can be ended', () => {
  const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`);
  const data: RunEventData = {
    type: 'run.finished',
    status: 'succeeded',
    output: deep(3_500),
    error: null,
    tokens: { input: 0, output: 0, total: 0 },
    cost_nano_usd: 0,
  };
  expect(receiptOf([{ seq: 1, at: new Date(), data }]).run.output_sha256).toBe(hash(deep(3_500)));
});

test('one that has not ended cannot be closed', () => {
  expect(() => createReceiptDraft(receiptRun()).close(null)).toThrow('has not ended');
});
