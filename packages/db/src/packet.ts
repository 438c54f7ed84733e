/// <reference path="./pg-utils.d.ts" />
import pg from 'pg';
import values from 'pg/lib/utils.js';
import { parserOf } from './pool.ts';

/** One statement of a packet. */
export interface PacketStatement {
  text: string;
  values: readonly unknown[];
  /** Under which it stays prepared on its connection; undefined for not at all. */
  name: string | undefined;
}

/** What one statement of a packet answered. */
export interface PacketAnswer {
  /** `SELECT`, `UPDATE`, … */
  command: string;
  /** How many rows it read or wrote; null where that says nothing. */
  rowCount: number | null;
  rows: Record<string, unknown>[];
  /** What kept its rows from being read, though it ran. */
  unreadable: unknown;
}

interface Column {
  name: string;
  parse(text: string): unknown;
}

/** What Postgres says of a statement's columns, as far as it is asked here. */
interface RowDescription {
  fields: readonly { name: string; dataTypeID: number }[];
}

/** The columns of each prepared statement of a connection; none for one that answers without rows. */
const prepared = new WeakMap<pg.Connection, Map<string, readonly Column[]>>();
const noColumns: readonly Column[] = [];

/**
 * Statements that travel to Postgres in one go with a single Sync behind them: one answer in place of one each, which
 * wakes either side once. Outside of a `begin` they are one transaction, which the Sync commits; when one fails, what
 * follows it is not run, and nothing of an unbegun transaction is kept.
 *
 * A statement that is prepared on the connection already is not described again: its columns cannot have changed,
 * Postgres would refuse to run it ("cached plan must not change result type").
 */
export class Packet extends pg.Query {
  /** Rejects with the first refusal, of a statement or of the commit. */
  readonly answers: Promise<readonly PacketAnswer[]>;
  readonly #statements: readonly PacketStatement[];
  readonly #answers: PacketAnswer[] = [];
  #connection: pg.Connection | null = null;
  #columns: readonly Column[] | null = null;
  #current = newAnswer();
  // Set by the driver's constructor, and wrapped when its client has a time limit.
  declare private callback: (error: Error | null) => void;

  constructor(statements: readonly PacketStatement[]) {
    const { promise, resolve, reject } = Promise.withResolvers<readonly PacketAnswer[]>();
    super('', (error: Error | null | undefined) => {
      if (error) reject(error);
      else resolve(this.#answers);
    });
    this.answers = promise;
    this.#statements = statements;
  }

  override submit = (connection: pg.Connection): void => {
    this.#connection = connection;
    for (const statement of this.#statements) this.#write(connection, statement);
    connection.sync();
  };

  #write(connection: pg.Connection, { name, text, values: given }: PacketStatement): void {
    const known = name !== undefined && columnsOf(connection).has(name);
    if (!known) {
      // One that failed when it was run the first time may be there all the same; to close what is not is no fault.
      if (name !== undefined) connection.close({ type: 'S', name }, false);
      connection.parse({ name: name ?? '', text, types: [] }, false);
    }
    // The driver maps each value by `valueMapper`, whatever its type.
    const unmapped = given as string[];
    connection.bind({ statement: name, values: unmapped, valueMapper: values.prepareValue }, false);
    if (!known) {
      connection.describe({ type: 'P' }, false);
      // Written once, read once: whatever is sent behind it finds it prepared.
      if (name !== undefined) columnsOf(connection).set(name, noColumns);
    }
    connection.execute(null, false);
  }

  handleRowDescription({ fields }: RowDescription): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, parse: parserOf(dataTypeID) }));
    const { name, connection } = this.#answering();
    if (name !== undefined && connection !== null) columnsOf(connection).set(name, this.#columns);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    if (this.#current.unreadable !== undefined) return;
    try {
      // Not before: the packet that described them may have been under way when this one was sent.
      this.#columns ??= this.#knownColumns();
      this.#current.rows.push(readRow(this.#columns, fields));
    } catch (error) {
      this.#current.unreadable = error;
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    const [command = text] = text.split(' ', 1);
    const count = /\d+$/.exec(text);
    this.#answers.push({ ...this.#current, command, rowCount: count === null ? null : Number(count[0]) });
    this.#current = newAnswer();
    this.#columns = null;
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handleError(error: Error): void {
    const connection = this.#connection;
    if (connection !== null) {
      // Those that were not answered are not known to be prepared, nor is it known what they answer.
      for (const { name } of this.#statements.slice(this.#answers.length))
        if (name !== undefined) columnsOf(connection).delete(name);
    }
    this.callback(error);
  }

  handleReadyForQuery(): void {
    this.callback(null);
  }

  /** The statement whose turn it is to be answered. */
  #answering(): { name: string | undefined; connection: pg.Connection | null } {
    return { name: this.#statements[this.#answers.length]?.name, connection: this.#connection };
  }

  #knownColumns(): readonly Column[] {
    const { name, connection } = this.#answering();
    const known = name === undefined || connection === null ? undefined : columnsOf(connection).get(name);
    if (known === undefined) throw new Error('a row came before its columns were told');
    return known;
  }
}

function columnsOf(connection: pg.Connection): Map<string, readonly Column[]> {
  let known = prepared.get(connection);
  if (known === undefined) {
    known = new Map();
    prepared.set(connection, known);
  }
  return known;
}

function newAnswer(): PacketAnswer {
  return { command: '', rowCount: null, rows: [], unreadable: undefined };
}

function readRow(columns: readonly Column[], fields: readonly (string | null)[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [place, { name, parse }] of columns.entries()) {
    const text = fields[place];
    row[name] = text === null || text === undefined ? null : parse(text);
  }
  return row;
}
