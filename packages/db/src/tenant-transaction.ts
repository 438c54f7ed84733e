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
import { Packet, type PacketAnswer, type PacketStatement } from './packet.ts';
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
 * With `commits: 'behind'` the transaction is the statements that `work` sends before it has seen any answer, and none
 * may follow: one packet and one round trip for all of it.
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

/** Whether nothing can be asked on a connection after this: it is gone, or the server is going (57P01 and its like). */
function endsConnection(error: Error): boolean {
  return !(error instanceof pg.DatabaseError) || error.code?.startsWith('57P') === true;
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
  const connection = new OneTransactionConnection(client, { role, claims, prepares, commits });
  let broken: Error | undefined;
  try {
    const done = await work(bind(connection));
    await connection.commit();
    return done;
  } catch (error) {
    broken = await connection.abandon(error);
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

/** What has been asked for and is yet to be sent. */
interface Waiting {
  statement: PacketStatement;
  resolve(answer: PacketAnswer): void;
  reject(error: unknown): void;
}

const swallowed = 'a statement of this transaction failed and its error was swallowed: nothing was saved';

/**
 * The pooled connection for as long as its transaction lasts. A `tx` that was kept and used later would
 * otherwise speak on a connection that by then serves another tenant.
 *
 * What is asked for in one turn of the event loop is sent as one packet, the first together with the role and the
 * claims: should they be refused, what stands behind them is not run. With `commits: 'behind'` there is one packet
 * alone, which is its own transaction.
 */
class OneTransactionConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #caller: { role: TransactionRole; claims: Claims; prepares: boolean; commits: 'after' | 'behind' };
  #ended = false;
  #begun = false;
  #waiting: Waiting[] = [];
  /** Resolves once what was sent is answered. */
  #sent: Promise<void> = Promise.resolve();
  #refusal: Error | null = null;

  constructor(
    client: pg.PoolClient,
    caller: { role: TransactionRole; claims: Claims; prepares: boolean; commits: 'after' | 'behind' },
  ) {
    this.#client = client;
    this.#caller = caller;
  }

  /** Keeps what was done. Throws where a statement had failed and nobody minded. */
  async commit(): Promise<void> {
    this.#ended = true;
    // What `work` asked for and did not wait for.
    this.#send();
    if (this.#caller.commits === 'behind') {
      await this.#sent;
      if (this.#refusal !== null) throw new Error(swallowed);
      return;
    }
    if (!this.#begun) return;
    const { command } = await this.#client.query('commit');
    // Postgres answers COMMIT with ROLLBACK when an earlier statement failed and somebody caught its error.
    if (command === 'ROLLBACK') throw new Error(swallowed);
  }

  /** Undoes what was done. Answers with what is wrong with the connection, if anything. */
  async abandon(error: unknown): Promise<Error | undefined> {
    this.#ended = true;
    for (const { reject } of this.#waiting) reject(error);
    this.#waiting = [];
    let broken: Error | undefined;
    if (this.#caller.commits === 'behind') {
      // Whatever became of it, its transaction is over with it.
      await this.#sent;
      if (this.#refusal !== null && endsConnection(this.#refusal)) broken = this.#refusal;
    } else if (this.#begun) {
      await this.#client.query('rollback').catch((cause: Error) => {
        broken = cause;
      });
    }
    // "cached plan must not change result type": a migration went by; the next connection plans anew.
    if (error instanceof pg.DatabaseError && error.code === '0A000') broken = error;
    return broken;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#ended)
      throw new Error('this transaction is over: await every query inside the function given to it');
    const { command, rows, rowCount } = await this.#ask(this.#statement(sql, parameters));
    // Guaranteed by whoever wrote the statement, as everywhere with SQL.
    const read = rows as R[];
    switch (command) {
      case 'INSERT':
      case 'UPDATE':
      case 'DELETE':
      case 'MERGE':
        return { rows: read, numAffectedRows: BigInt(rowCount ?? 0) };
      default:
        return { rows: read };
    }
  }

  #statement(text: string, values: readonly unknown[]): PacketStatement {
    const { prepares, role } = this.#caller;
    return { text, values, name: prepares ? nameStatement(role, text) : undefined };
  }

  #ask(statement: PacketStatement): Promise<PacketAnswer> {
    return new Promise((resolve, reject) => {
      // After the microtasks that are ready now, which is how a query builder goes from one statement to the next.
      if (this.#waiting.length === 0) process.nextTick(() => this.#send());
      this.#waiting.push({ statement, resolve, reject });
    });
  }

  #send(): void {
    const asked = this.#waiting;
    if (asked.length === 0) return;
    this.#waiting = [];
    const { commits } = this.#caller;
    const before = this.#begun ? [] : this.#opening();
    this.#begun = true;
    // An answer needs another turn of the loop, in which this transaction is over.
    if (commits === 'behind') this.#ended = true;
    const packet = new Packet([...before, ...asked.map(({ statement }) => statement)]);
    this.#client.query(packet);
    this.#sent = packet.answers.then(
      (answers) => {
        for (const [place, { resolve, reject }] of asked.entries()) {
          const answer = answers[before.length + place];
          if (answer === undefined) reject(new Error('Postgres left a statement unanswered'));
          else if (answer.unreadable !== undefined) reject(answer.unreadable);
          else resolve(answer);
        }
      },
      (error: Error) => {
        this.#refusal = error;
        // In place of the trace that leads to a socket.
        Error.captureStackTrace(error);
        for (const { reject } of asked) reject(error);
      },
    );
  }

  /** Becomes the caller. */
  #opening(): PacketStatement[] {
    const { role, claims, prepares, commits } = this.#caller;
    const become = {
      text: `select set_config('request.jwt.claims', $1, true), set_config('role', $2, true)`,
      values: [JSON.stringify(claims), role],
      name: prepares ? 'become' : undefined,
    };
    if (commits === 'behind') return [become];
    return [{ text: 'begin', values: [], name: prepares ? 'begin' : undefined }, become];
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; nothing here streams rows
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming rows holds a transaction open; page through them instead');
  }
}
