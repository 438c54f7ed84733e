import { type ReservationRow, rejectsValues, type SettlementRow, type SpendRefusal } from '@agent-factory/db';

/** What waits for the next transaction of one team, and who is told of it. */
export interface SpendBatches {
  /** Null when the money was set aside. Rejects when the database cannot be asked. */
  reserve(row: ReservationRow): Promise<SpendRefusal | null>;
  /** Resolves when it is durable, or was given up and reported. */
  settle(row: SettlementRow): Promise<void>;
  /** How many settlements wait. */
  waiting(): number;
  /** Sends what waits for company. */
  hurry(): void;
  /** Ends the patience with a database that is away: one more try each, then what is left is reported as lost. */
  giveUp(): void;
}

interface Waiting<R, T> {
  row: R;
  done(value: T): void;
  failed(error: unknown): void;
}

/**
 * Settlements that come alone wait so long for company; a reservation takes them along at once. Money that was set
 * aside comes back soon, for other processes may be waiting for it. See docs/decisions/0236.
 */
const lingerMs = { money: 10, none: 250 };
const retryMs = 500;
const atOnce = 200;

/**
 * One transaction at a time, each with all that came up during the one before: under load a team's calls share
 * commits, and a call's own settlement never comes after its next reservation. Settlements that fail are tried
 * again until they are through.
 */
export function createSpendBatches(options: {
  send(entries: {
    reservations: readonly ReservationRow[];
    settlements: readonly SettlementRow[];
  }): Promise<(SpendRefusal | null)[]>;
  lost(row: SettlementRow, error: unknown): void;
  emptied(): void;
}): SpendBatches {
  const reservations: Waiting<ReservationRow, SpendRefusal | null>[] = [];
  let settlements: Waiting<SettlementRow, void>[] = [];
  let sending = false;
  let timer: NodeJS.Timeout | null = null;
  let dueAt = 0;
  /** After a failure one by one, so that an entry that cannot be written holds up no other. */
  let careful = false;
  let givenUp = false;

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (sending) return;
    if (reservations.length === 0 && settlements.length === 0) {
      options.emptied();
      return;
    }
    sending = true;
    const alone = careful && settlements.length > 0;
    const taken = {
      reservations: alone ? [] : reservations.splice(0, atOnce),
      settlements: settlements.splice(0, alone ? 1 : atOnce),
    };
    void options
      .send({
        reservations: taken.reservations.map(({ row }) => row),
        settlements: taken.settlements.map(({ row }) => row),
      })
      .then(
        (answers) => {
          careful = careful && settlements.length > 0;
          for (const { done } of taken.settlements) done();
          for (const [place, { done }] of taken.reservations.entries()) done(answers[place] ?? null);
          return true;
        },
        (error: unknown) => {
          for (const { failed } of [...taken.reservations, ...reservations.splice(0)]) failed(error);
          return keep(taken.settlements, error);
        },
      )
      .then((goOn) => {
        sending = false;
        if (!goOn) flushWithin(retryMs);
        // What has come meanwhile and is not urgent has its own appointment.
        else if (reservations.length > 0 || timer === null) flush();
      });
  }

  /** At the latest then; an earlier appointment stands. */
  function flushWithin(ms: number): void {
    const at = performance.now() + ms;
    if (timer !== null && dueAt <= at) return;
    if (timer !== null) clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(flush, ms);
  }

  /** Whether there is something to send at once. */
  function keep(rows: typeof settlements, error: unknown): boolean {
    const [first] = rows;
    const hopeless = givenUp || (careful && rows.length === 1 && rejectsValues(error));
    if (first !== undefined && hopeless) {
      for (const { row, done } of rows) {
        options.lost(row, error);
        done();
      }
      return true;
    }
    const tryNext = rejectsValues(error) || rows.length === 0;
    settlements = [...rows, ...settlements];
    careful = rows.length > 0;
    return tryNext;
  }

  return {
    reserve(row) {
      return new Promise((done, failed) => {
        reservations.push({ row, done, failed });
        flush();
      });
    },
    settle(row) {
      return new Promise((done, failed) => {
        settlements.push({ row, done, failed });
        if (givenUp) flush();
        else flushWithin(row.held || row.cost !== 0 ? lingerMs.money : lingerMs.none);
      });
    },
    waiting: () => settlements.length,
    hurry: flush,
    giveUp() {
      givenUp = true;
      flush();
    },
  };
}
