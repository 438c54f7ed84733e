import { type ReservationRow, rejectsValues, type SettlementRow, type SpendRefusal } from '@agent-factory/db';

/** What waits for the next transaction of one team, and who is told of it. */
export interface SpendBatches {
  /** Null when the money was set aside. Rejects when the database cannot be asked. */
  reserve(row: ReservationRow): Promise<SpendRefusal | null>;
  /** Resolves when it is durable, or was given up and reported. */
  settle(row: SettlementRow): Promise<void>;
  /** Neither waiting nor on its way. */
  idle(): boolean;
  /** How many settlements wait. */
  waiting(): number;
  /** Ends the patience with a database that is away: one more try each, then what is left is reported as lost. */
  giveUp(): void;
}

interface Waiting<R, T> {
  row: R;
  done(value: T): void;
  failed(error: unknown): void;
}

/** Settlements that come alone wait so long for company; a reservation takes them along at once. */
const lingerMs = 10;
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
    const taken = {
      reservations: reservations.splice(0, atOnce),
      settlements: settlements.splice(0, careful ? 1 : atOnce),
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
          for (const { failed } of taken.reservations) failed(error);
          return keep(taken.settlements, error);
        },
      )
      .then((goOn) => {
        sending = false;
        if (goOn) flush();
        else timer ??= setTimeout(flush, retryMs);
      });
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
        timer ??= setTimeout(flush, lingerMs);
        if (givenUp) flush();
      });
    },
    idle: () => !sending && reservations.length === 0 && settlements.length === 0,
    waiting: () => settlements.length,
    giveUp() {
      givenUp = true;
      flush();
    },
  };
}
