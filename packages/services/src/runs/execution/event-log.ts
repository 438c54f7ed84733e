import { isAppError, type RunEventData } from '@agent-factory/contracts';
import {
  appendRunEvents,
  enqueueBrokenPromise,
  finishRun,
  type Transaction,
  withTenant,
  withTenantAtOnce,
} from '@agent-factory/db';
import type { ReceiptDraft } from '../../receipts/receipt-draft.ts';
import { signReceipt } from '../../receipts/sign-receipt.ts';
import type { Services } from '../../service-context.ts';
import { eventsOfEnd } from '../../webhooks/run-events.ts';
import type { Ending } from './ending.ts';
import type { Lease } from './lease.ts';
import { addUsage, type RunUsage, runFinished } from './run-usage.ts';

type Token = Extract<RunEventData, { type: 'token' }>;
/** Sent together, before any of them is answered. */
type Statements = (tx: Transaction) => readonly Promise<unknown>[];

/** Past this many waiting events the run waits for them to be written. */
const maxPending = 500;

/** The one writer of a run's events: numbers them without gaps and writes them in order, under the lease. */
export interface EventLog {
  /** Takes an event up; it is durable after `coalesceMs`, or sooner with the next `writeWith` or `finish`. */
  append(event: RunEventData): Promise<void>;
  /** Writes what waits and these, in one transaction and one round trip: all or nothing. */
  writeAtOnce(statements: Statements): Promise<void>;
  /** `writeAtOnce` for work that needs answers on its way. */
  writeWith(also: (tx: Transaction) => Promise<unknown>): Promise<void>;
  /**
   * Does `work` in a transaction of its own under the lease, with the events before it; a tool's result keeps waiting
   * for the checkpoint that knows of it. Durable when it resolves.
   */
  writeAhead<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Adds to the next transaction, whichever it is; for what the closing one follows at once. */
  writeWithNext(statements: Statements): void;
  /** The closing transaction: what waits, `run.finished`, the row's final state and the receipt. Once. */
  finish(ending: Ending): Promise<void>;
  /** Reads in a transaction of its own; a database that fails is a failure of the log. */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The failure (of the database, or of the lease) after which nothing more can be written. */
  failure(): unknown;
  /** Stops the timer; what waits is dropped. */
  close(): void;
}

export function createEventLog(
  services: Pick<Services, 'db' | 'bus' | 'clock' | 'secrets'>,
  lease: Lease,
  start: {
    lastSeq: number;
    usage: RunUsage;
    /** What was told of approvals, as `readRunProgress` gives it: none of it is told again. */
    approvalsTold: readonly string[];
    /** Has taken up the events until `lastSeq`. */
    draft: ReceiptDraft;
    coalesceMs: number;
    onFailure: (error: unknown) => void;
  },
): EventLog {
  let pending: { at: Date; data: RunEventData }[] = [];
  let kept: Statements[] = [];
  let seq = start.lastSeq;
  let usage = start.usage;
  let failure: unknown;
  let closed = false;
  const told = new Set(start.approvalsTold);
  let timer: NodeJS.Timeout | null = null;
  let tail: Promise<void> = Promise.resolve();

  function take(): { at: Date; data: RunEventData }[] {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const batch = pending;
    pending = [];
    return batch;
  }

  /** All but a tool's result and what follows: that comes with the checkpoint that knows of the call. */
  function takeSettled(): { at: Date; data: RunEventData }[] {
    const end = pending.findIndex(({ data }) => data.type === 'tool.result' && data.outcome !== 'denied');
    return end === -1 ? take() : pending.splice(0, end);
  }

  function takeKept(): Statements {
    const taken = kept;
    kept = [];
    return (tx) => taken.flatMap((statements) => statements(tx));
  }

  /** One write after another; the first that fails is the last. */
  function inOrder(write: () => Promise<void>): Promise<void> {
    tail = tail.then(async () => {
      if (failure !== undefined) throw failure;
      await write();
    });
    tail.catch(fail);
    return tail;
  }

  function fail(error: unknown): void {
    if (failure !== undefined) return;
    failure = error;
    start.onFailure(error);
  }

  function record(events: readonly { at: Date; data: RunEventData }[]): void {
    for (const event of events) {
      seq += 1;
      start.draft.add({ seq, ...event });
    }
  }

  function recordAndAnnounce(events: readonly { at: Date; data: RunEventData }[]): void {
    record(events);
    if (events.length > 0) services.bus.announce({ runId: lease.runId, kind: 'events' });
  }

  function writeAtOnce(statements: Statements | null): Promise<void> {
    return inOrder(async () => {
      const events = statements === null ? takeSettled() : take();
      if (events.length === 0 && statements === null) return;
      const before = takeKept();
      await withTenantAtOnce(services.db, lease.actor, (tx) => [
        appendRunEvents(tx, { ...lease, afterSeq: seq, events }),
        ...before(tx),
        ...(statements?.(tx) ?? []),
      ]);
      recordAndAnnounce(events);
    });
  }

  /** With events, under the lease, in a transaction that `work` may look around in. */
  async function writeAround<T>(
    events: readonly { at: Date; data: RunEventData }[],
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const answer = await withTenant(services.db, lease.actor, async (tx) => {
      await appendRunEvents(tx, { ...lease, afterSeq: seq, events });
      return work(tx);
    });
    recordAndAnnounce(events);
    return answer;
  }

  return {
    async append(event) {
      if (failure !== undefined) throw failure;
      // A tool that was told to stop may still have something to say after the end.
      if (closed) return;
      if (event.type === 'approval') {
        // A run that was woken asks all of its questions again.
        const news = `${event.approval_id} ${event.state}`;
        if (told.has(news)) return;
        told.add(news);
      }
      const last = pending.at(-1);
      if (event.type === 'token' && last?.data.type === 'token' && sameAnswer(last.data, event)) {
        last.data = { ...last.data, text: last.data.text + event.text };
      } else {
        pending.push({ at: new Date(services.clock.now()), data: event });
      }
      usage = addUsage(usage, event);
      if (pending.length >= maxPending) return writeAtOnce(null);
      timer ??= setTimeout(() => {
        timer = null;
        writeAtOnce(null).catch(() => {}); // reported through onFailure
      }, start.coalesceMs);
    },

    writeAtOnce,

    writeWith(also) {
      return inOrder(() => {
        const before = takeKept();
        return writeAround(take(), async (tx) => {
          await Promise.all(before(tx));
          await also(tx);
        });
      });
    },

    async writeAhead(work) {
      const answer: { value: Awaited<ReturnType<typeof work>> }[] = [];
      await inOrder(async () => {
        answer.push({ value: await writeAround(takeSettled(), work) });
      });
      const [first] = answer;
      if (first === undefined) throw new Error('the transaction committed without doing its work');
      return first.value;
    },

    writeWithNext(statements) {
      kept.push(statements);
    },

    finish(ending) {
      return inOrder(async () => {
        const events = take();
        const at = services.clock.now();
        events.push({ at: new Date(at), data: runFinished(ending, usage) });
        const afterSeq = seq;
        record(events);
        const receipt = await signReceipt(services, start.draft, (work) =>
          withTenant(services.db, lease.actor, work),
        );
        const tells = eventsOfEnd(start.draft.run, ending, usage, at);
        const before = takeKept();
        await withTenantAtOnce(services.db, lease.actor, (tx) => [
          finishRun(tx, { ...lease, afterSeq, events, ending, usage, receipt, tells }),
          ...(start.draft.brokeItsWord()
            ? [enqueueBrokenPromise(tx, { ...lease, agentId: start.draft.run.agentId })]
            : []),
          ...before(tx),
        ]);
        services.bus.announce({ runId: lease.runId, kind: 'finished' });
        services.bus.announce({ runId: lease.teamId, kind: 'finished' });
      });
    },

    async read(work) {
      try {
        return await withTenant(services.db, lease.actor, work);
      } catch (error) {
        if (!isAppError(error)) fail(error);
        throw error;
      }
    },

    failure: () => failure,
    close() {
      closed = true;
      take();
    },
  };
}

/** Members count their steps for themselves, and several may be speaking at once. */
function sameAnswer(one: Token, other: Token): boolean {
  return one.step === other.step && one.member === other.member;
}
