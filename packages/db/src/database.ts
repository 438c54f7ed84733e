import type pg from 'pg';
import { openPool } from './pool.ts';

declare const opaque: unique symbol;

/**
 * The application's connections. Opaque on purpose: `withTenant`, `withUser` and `withAuthService` are the
 * only ways from here to a query.
 */
export interface Database {
  readonly [opaque]: true;
  /** Waits for the transactions in flight, then ends every connection. */
  close(): Promise<void>;
}

interface Connections {
  pool: pg.Pool;
  /** Whether a statement that was prepared in one transaction is there in the next. */
  prepares: boolean;
}

const opened = new WeakMap<Database, Connections>();

/**
 * Connects lazily, as the role in `url` (the application's: it owns nothing and bypasses nothing). Behind a
 * pooler that hands out another server connection with each transaction, say `?pgbouncer=true`.
 */
export function openDatabase({
  url,
  maxConnections = 10,
}: {
  url: string;
  maxConnections?: number;
}): Database {
  const pool = openPool({ url, maxConnections, applicationName: 'agent-factory' });
  let ended: Promise<void> | undefined;
  const database = brand({
    close() {
      ended ??= pool.end();
      return ended;
    },
  });
  opened.set(database, { pool, prepares: new URL(url).searchParams.get('pgbouncer') !== 'true' });
  return database;
}

/** For the doors alone; the package's entry does not name it. */
export function connectionsOf(database: Database): Connections {
  const connections = opened.get(database);
  if (connections === undefined) throw new TypeError('not a database that openDatabase opened');
  return connections;
}

/** Guarantees nothing beyond the name: the brand has no value, it keeps other objects from passing as one. */
function brand(database: { close(): Promise<void> }): Database {
  return database as Database;
}
