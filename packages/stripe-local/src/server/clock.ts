import type { Store } from '../store/open-store.ts';

export interface LocalClock {
  /** Unix seconds; the wall clock and as much as it was moved on. */
  now(): number;
  /** Moves on, and does on the way what falls due, each at its own time. */
  advance(seconds: number, runDue: (task: string, subject: string) => void): void;
  /** Does what fell due by itself. */
  catchUp(runDue: (task: string, subject: string) => void): void;
}

/** Time of the local Stripe, kept over a restart; it only ever goes forward. */
export function createClock(store: Store): LocalClock {
  let offset = Number(store.setting('clock_offset') ?? 0);
  /** While what is due is done: the moment at which it fell due. */
  let moment: number | null = null;
  const wall = () => Math.floor(Date.now() / 1000) + offset;

  function runUntil(target: number, runDue: (task: string, subject: string) => void): void {
    try {
      for (let due = store.nextDue(); due !== null && due.at <= target; due = store.nextDue()) {
        const { seq, at, task, subject } = due;
        moment = Math.max(at, moment ?? 0);
        store.transaction(() => {
          store.run('DELETE FROM due WHERE seq = ?', seq);
          runDue(task, subject);
        });
      }
    } finally {
      moment = null;
    }
  }

  return {
    now: () => moment ?? wall(),
    advance(seconds, runDue) {
      runUntil(wall() + seconds, runDue);
      offset += seconds;
      store.keepSetting('clock_offset', String(offset));
    },
    catchUp: (runDue) => runUntil(wall(), runDue),
  };
}
