import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  Transaction as KyselyTransaction,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import pg from 'pg';
import { connectionsOf, type Database } from './database.ts';
import type { DB } from './generated/database.ts';
import { nameStatement } from './statement-names.ts';

/** A transaction in which the role and the claims of its caller are already set. */
export type Transaction = KyselyTransaction<DB>;

export type TransactionRole =
  | 'agent_factory_member'
  | 'agent_factory_key'
  | 'agent_factory_worker'
  | 'agent_factory_auth'
  | 'agent_factory_clerk';

/** What the policies read as `request.jwt.claims`. */
export interface Claims {
  sub?: string;
  key_id?: string;
  team_id?: string;
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();

/**
 * Runs `work` in one transaction that has become `role` with `claims`, both with SET LOCAL semantics, so
 * that they end with it whatever happens. Commits what `work` did, or rolls everything back when it throws.
 * With `commits: 'behind'` the commit goes out together with the statements that `work` sends before it has seen
 * any answer, and none may follow: one packet and one round trip for the whole transaction.
 * Where Postgres ends it in favour of another (a deadlock), `work` is done anew, so it changes nothing but the database.
 */
export async function inTransaction<T>(
  database: Database,
  role: TransactionRole,
  claims: Claims,
  work: (tx: Transaction) => Promise<T>,
  commits: 'after' | 'behind' = 'after',
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await tryTransaction(database, role, claims, work, commits);
    } catch (error) {
      if (tries === mostTries || !lostToAnother(error)) throw error;
      // Not in step with the one that it lost to.
      await sleep(tries * 10 * (1 + Math.random()));
    }
  }
}

const mostTries = 4;

/** Two waited for each other, and Postgres ended this one: nothing of it was kept, and it would go well alone. */
function lostToAnother(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40P01' || error.code === '40001');
}

async function tryTransaction<T>(
  database: Database,
  role: TransactionRole,
  claims: Claims,
  work: (tx: Transaction) => Promise<T>,
  commits: 'after' | 'behind',
): Promise<T> {
  const { pool, prepares } = connectionsOf(database);
  const client = await pool.connect();
  const connection = new OneTransactionConnection(client, prepares ? role : null);
  let broken: Error | undefined;
  try {
    // Before anything is sent: when this turn of the loop is over, the commit is to go ahead of the packet's end.
    if (commits === 'behind') connection.commitBehind();
    // Not awaited: it goes out together with the first statement of `work` (6,600 small reads a second
    // against 5,600, and one round trip less to a server that is far). Should it fail, that statement runs
    // as the login role, which has no right to anything. Parameters would take a statement for each setting.
    const opened = client.query(
      `begin; select set_config('request.jwt.claims', ${pg.escapeLiteral(JSON.stringify(claims))}, true), ` +
        `set_config('role', '${role}', true)`,
    );
    const [begun, worked] = await Promise.allSettled([opened, work(bind(connection))]);
    if (begun.status === 'rejected') throw begun.reason;
    if (worked.status === 'rejected') throw worked.reason;
    const { command } = await connection.commit();
    // Postgres answers COMMIT with ROLLBACK when an earlier statement failed and somebody caught its error.
    if (command === 'ROLLBACK') {
      throw new Error(
        'a statement of this transaction failed and its error was swallowed: nothing was saved',
      );
    }
    return worked.value;
  } catch (error) {
    connection.end();
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    // "cached plan must not change result type": a migration went by; the next connection plans anew.
    if (error instanceof pg.DatabaseError && error.code === '0A000') broken = error;
    throw error;
  } finally {
    client.release(broken);
  }
}

function bind(connection: DatabaseConnection): Transaction {
  return new KyselyTransaction<DB>({
    config: { dialect },
    dialect,
    driver,
    executor: new DefaultQueryExecutor(compiler, adapter, {
      provideConnection: (consumer) => consumer(connection),
    }),
  });
}

// Kysely asks for these to make transactions of its own, which a Transaction refuses to do.
const driver = new PostgresDriver({
  pool: () => Promise.reject(new Error('only the doors of this package open connections')),
});
const dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createIntrospector: (db: ConstructorParameters<typeof PostgresIntrospector>[0]) =>
    new PostgresIntrospector(db),
  createQueryCompiler: () => compiler,
};

/**
 * The pooled connection for as long as its transaction lasts. A `tx` that was kept and used later would
 * otherwise speak on a connection that by then serves another tenant.
 */
class OneTransactionConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  /** Whose statements are kept prepared; null for none. */
  readonly #prepares: TransactionRole | null;
  #ended = false;
  #sent = 0;
  #commitsBehind = false;
  #committed: Promise<pg.QueryResult> | null = null;

  constructor(client: pg.PoolClient, prepares: TransactionRole | null) {
    this.#client = client;
    this.#prepares = prepares;
  }

  end(): void {
    this.#ended = true;
  }

  /** Ends the transaction as soon as this turn of the loop has sent its statements: an answer needs another turn. */
  commitBehind(): void {
    this.#commitsBehind = true;
    process.nextTick(() => {
      if (this.#ended || this.#sent === 0) return;
      // Where a statement fails too, its error is the one to tell.
      this.commit().catch(() => {});
    });
  }

  commit(): Promise<pg.QueryResult> {
    this.#ended = true;
    this.#committed ??= this.#client.query('commit');
    return this.#committed;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#ended)
      throw new Error('this transaction is over: await every query inside the function given to it');
    const name = this.#prepares === null ? undefined : nameStatement(this.#prepares, query.sql);
    this.#sent += 1;
    // The turn in which the transaction was opened is over: this one is the turn that counts.
    if (this.#commitsBehind && this.#sent === 1) this.commitBehind();
    const result = await this.#client.query({
      text: query.sql,
      values: [...query.parameters],
      ...(name === undefined ? {} : { name }),
    });
    switch (result.command) {
      case 'INSERT':
      case 'UPDATE':
      case 'DELETE':
      case 'MERGE':
        return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
      default:
        return { rows: result.rows };
    }
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; nothing here streams rows
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming rows holds a transaction open; page through them instead');
  }
}
