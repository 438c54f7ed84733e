import pg from 'pg';
import { gatheringSocket } from './gathering-socket.ts';

const int8Oid = 20;

/**
 * Reads a bigint column (`cost_nano_usd`, `fence`, token counts) as a number. Guarantees that nothing is
 * rounded: a value beyond 2⁵³ − 1 (in nano-dollars, $9,007,199 on one run) is an error, never a near miss.
 */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`bigint ${text} is beyond what a number holds exactly`);
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    return oid === int8Oid && format !== 'binary' ? parseInt8 : pg.types.getTypeParser(oid, format);
  },
};

/** How a column of this type is read from its text. */
export function parserOf(oid: number): (text: string) => unknown {
  return oid === int8Oid ? parseInt8 : pg.types.getTypeParser(oid, 'text');
}

export interface PoolOptions {
  url: string;
  maxConnections: number;
  applicationName: string;
}

export function openPool({ url, maxConnections, applicationName }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: applicationName,
    types,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // Longer than the server lets a statement run: an answer that is not there by then was lost with its connection,
    // which is given up. Nothing waits for ever, and nobody who shares what it waits for.
    query_timeout: 35_000,
    // Statements go out without waiting for the answers to those before them; see inTransaction.
    pipeline: true,
    stream: gatheringSocket,
  });
  // A connection that breaks while no statement waits on it (a restart of Postgres) says so by an 'error'
  // event, which ends the process where nobody listens. The pool replaces it when idle; a transaction that
  // holds it fails at its next statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
