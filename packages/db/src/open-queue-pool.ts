import pg from 'pg';

/** Where the job with a key stands; a key without an entry has no job. */
export interface JobState {
  key: string;
  lockedBy: string | null;
  lockedForMs: number | null;
  /** Whether it has been tried as often as it may. */
  exhausted: boolean;
  /** Until it may be taken: after failures the queue waits, longer each time. Zero or less when it is due. */
  waitsForMs: number;
}

export interface QueuePool {
  /** For graphile-worker, which wants a pool that listens to its errors, and would not wait for its end. */
  pool: pg.Pool;
  jobStates(keys: readonly string[]): Promise<JobState[]>;
  /** Those who hold a job of this kind for longer than that. */
  holdersSince(task: string, forMs: number): Promise<string[]>;
  /** Waits for the statements in flight, then ends every connection. */
  close(): Promise<void>;
}

/** Connections of the queue's runner, as the role that owns its schema and sees nothing else. */
export function openQueuePool({ url, maxConnections }: { url: string; maxConnections: number }): QueuePool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: 'agent-factory-queue',
    // Waiting for a free one counts too, and a wait that is cut short looks like an outage to the runner. But one who
    // waits for a server that went away in the middle of a greeting takes no jobs meanwhile.
    connectionTimeoutMillis: 20_000,
    // As in the application's pool: an answer that was lost is waited for no longer than this.
    query_timeout: 35_000,
    keepAlive: true,
  });
  // A connection that breaks fails its statement or is replaced; without listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    releaseOnlyOnce(client);
  });
  let ended: Promise<void> | undefined;
  return {
    pool,
    async jobStates(keys) {
      const { rows } = await pool.query<JobState>(
        `select key, locked_by as "lockedBy", attempts >= max_attempts as exhausted,
          (extract(epoch from now() - locked_at) * 1000)::float8 as "lockedForMs",
          (extract(epoch from run_at - now()) * 1000)::float8 as "waitsForMs"
        from graphile_worker.jobs where key = any($1::text[])`,
        [keys],
      );
      return rows;
    },
    async holdersSince(task, forMs) {
      const { rows } = await pool.query<{ holder: string }>(
        `select distinct locked_by as holder from graphile_worker.jobs
        where task_identifier = $1 and locked_at < now() - $2::float8 * interval '1 millisecond'`,
        [task, forMs],
      );
      return rows.map(({ holder }) => holder);
    },
    close() {
      ended ??= pool.end();
      return ended;
    },
  };
}

/**
 * graphile-worker 0.18 gives the connection on which it listens back twice when that breaks while it stops listening,
 * in a promise that nobody awaits: pg's complaint about it would end the process. The second time does nothing.
 */
function releaseOnlyOnce(client: pg.PoolClient): void {
  let release = client.release;
  Object.defineProperty(client, 'release', {
    get: () => release,
    // The pool sets another one each time that it hands the connection out.
    set(giveBack: pg.PoolClient['release']) {
      let given = false;
      release = (error) => {
        if (given) return;
        given = true;
        giveBack(error);
      };
    },
  });
}
