import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type ModelCallId, type TeamId, teamIdSchema } from '@agent-factory/contracts';
import { type Database, spend, withTenantOnce } from '@agent-factory/db';
import type { AccountPort } from '@agent-factory/llm';
import { refuseSpend } from './refuse-spend.ts';
import { createSpendBatches, type SpendBatches } from './spend-batches.ts';
import { cachedRow, neverBegunRow, reservationRow, settlementRow } from './spend-rows.ts';

/** Told of what went wrong inside; see `Services.onError`. */
export type OnError = (error: unknown, details: Readonly<Record<string, string>>) => void;

/** Budgets and usage rows in Postgres. Each is written inside the account's team, as the system. */
export interface Accounts extends AccountPort {
  cached: NonNullable<AccountPort['cached']>;
  /** Waits until all that was settled so far is durable. */
  drain(): Promise<void>;
  /** Drains, with a bound: what the database has not taken by then is reported as lost. Call it before closing that. */
  close(): Promise<void>;
}

/** Settlements that wait for a database which is away; beyond this no further call begins. */
const mostWaiting = 5_000;
const closingMs = 5_000;

export function createAccounts({ db, onError }: { db: Database; onError: OnError }): Accounts {
  const teams = new Map<string, SpendBatches>();
  const open = new Map<string, { id: ModelCallId; held: boolean; number: number }>();
  const settling = new Set<Promise<void>>();

  function batchesOf(id: string): SpendBatches {
    const known = teams.get(id);
    if (known !== undefined) return known;
    const teamId = teamIdSchema.parse(id);
    const batches = createSpendBatches({
      send: (entries) => withTenantOnce(db, spenderIn(teamId), (tx) => spend(tx, entries)),
      lost: (row, error) => onError(error, { part: 'spending', teamId, modelCallId: row.id }),
      emptied: () => teams.delete(id),
    });
    teams.set(id, batches);
    return batches;
  }

  function track(settled: Promise<void>): Promise<void> {
    settling.add(settled);
    return settled.finally(() => settling.delete(settled));
  }

  async function drain(): Promise<void> {
    while (settling.size > 0) {
      for (const batches of teams.values()) batches.hurry();
      await Promise.all(settling);
    }
  }

  return {
    async reserve(account, attempt) {
      const batches = batchesOf(account.teamId);
      if (batches.waiting() >= mostWaiting) throw unavailable();
      const row = reservationRow(account, attempt);
      // What can cost nothing needs nothing set aside, and so no round trip.
      const held = row.worst !== 0;
      if (held) {
        const refusal = await batches.reserve(row).catch((cause: unknown) => {
          // Perhaps only the answer was lost: then the money is set aside, and must come back.
          void track(batchesOf(account.teamId).settle(neverBegunRow(row)));
          throw unavailable(cause);
        });
        if (refusal !== null) throw refuseSpend(refusal, row.worst);
      }
      open.set(row.id, { id: row.id, held, number: row.number });
      return { id: row.id };
    },

    settle(account, { id }, record) {
      const hold = open.get(id);
      if (hold === undefined) {
        onError(new Error('a hold was settled twice'), { part: 'spending', modelCallId: id });
        return Promise.resolve();
      }
      open.delete(id);
      return track(batchesOf(account.teamId).settle(settlementRow(account, hold, record)));
    },

    cached(account, answer) {
      void track(batchesOf(account.teamId).settle(cachedRow(account, answer)));
    },

    drain,

    async close() {
      const patience = new AbortController();
      const impatient = sleep(closingMs, undefined, { signal: patience.signal }).then(
        () => {
          for (const batches of teams.values()) batches.giveUp();
        },
        () => {},
      );
      await drain();
      patience.abort();
      await impatient;
    },
  };
}

function spenderIn(teamId: TeamId) {
  return { type: 'system', teamId, reason: 'spending' } as const;
}

function unavailable(cause?: unknown): AppError {
  return new AppError('unavailable', 'Budgets cannot be checked at the moment. Try again shortly.', {
    retryAfterSeconds: 1,
    cause,
  });
}
