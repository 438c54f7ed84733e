import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Kind, Kinds } from './kinds.ts';
import { schema } from './schema.ts';

/** A condition on one field of the objects: `['customer', 'cus_…']`, or by a path, `['metadata.order', '7']`. */
export type Where = readonly [field: string, value: string | number | boolean];

export interface ListQuery {
  account: string;
  where: readonly Where[];
  created?: {
    gt?: number | undefined;
    gte?: number | undefined;
    lt?: number | undefined;
    lte?: number | undefined;
  };
  /** Only what is older (`before`) or newer (`after`) than this place. */
  beforeSeq?: number;
  afterSeq?: number;
  limit: number;
}

export interface Due {
  seq: number;
  /** Unix seconds. */
  at: number;
  task: string;
  subject: string;
}

export type Store = ReturnType<typeof openStore>;

/**
 * The state of the local Stripe: one SQLite file, or memory when `file` is null. Everything is synchronous;
 * `transaction` makes what happens inside it one act.
 */
export function openStore(file: string | null) {
  const database = new DatabaseSync(file ?? ':memory:');
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;');
  database.exec(schema);
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = database.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  };
  const rows = (sql: string, ...values: SQLInputValue[]) => statement(sql).all(...values);
  const row = (sql: string, ...values: SQLInputValue[]) => statement(sql).get(...values);
  const run = (sql: string, ...values: SQLInputValue[]) => statement(sql).run(...values);

  let depth = 0;
  return {
    rows,
    row,
    run,

    /** Everything inside or nothing, also within another one; errors that `keeps` names leave what was done. */
    transaction<T>(act: () => T, keeps: (error: unknown) => boolean = () => false): T {
      const name = `level_${depth}`;
      const [begin, commit, rollback] =
        depth === 0
          ? ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK']
          : [`SAVEPOINT ${name}`, `RELEASE ${name}`, `ROLLBACK TO ${name}; RELEASE ${name}`];
      database.exec(begin);
      depth += 1;
      try {
        const result = act();
        depth -= 1;
        database.exec(commit);
        return result;
      } catch (error) {
        depth -= 1;
        database.exec(keeps(error) ? commit : rollback);
        throw error;
      }
    },

    /** Adds an object, or lays its newer state over it. */
    put(account: string, object: Kinds[Kind]): void {
      run(
        `INSERT INTO objects (account, kind, id, created, body) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
        account,
        object.object,
        object.id,
        'created' in object ? object.created : 0,
        JSON.stringify(object),
      );
    },

    get<K extends Kind>(account: string, kind: K, id: string): Kinds[K] | null {
      const found = row(
        'SELECT body FROM objects WHERE id = ? AND kind = ? AND account = ?',
        id,
        kind,
        account,
      );
      return found === undefined ? null : parsed<K>(found);
    },

    /** Of whichever account; for tasks that know only an id. */
    find<K extends Kind>(kind: K, id: string): { account: string; object: Kinds[K] } | null {
      const found = row('SELECT account, body FROM objects WHERE id = ? AND kind = ?', id, kind);
      return found === undefined ? null : { account: String(found.account), object: parsed<K>(found) };
    },

    remove(id: string): void {
      run('DELETE FROM objects WHERE id = ?', id);
    },

    seqOf(account: string, kind: Kind, id: string): number | null {
      const found = row(
        'SELECT seq FROM objects WHERE id = ? AND kind = ? AND account = ?',
        id,
        kind,
        account,
      );
      return found === undefined ? null : Number(found.seq);
    },

    /** Newest first; oldest first from `afterSeq` on, for a page that goes backwards. */
    list<K extends Kind>(kind: K, query: ListQuery): Kinds[K][] {
      const conditions = ['kind = ?', 'account = ?'];
      const values: SQLInputValue[] = [kind, query.account];
      for (const [field, value] of query.where) {
        conditions.push(`body ->> '$.${pathOf(field)}' = ?`);
        values.push(typeof value === 'boolean' ? Number(value) : value);
      }
      const bounds = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
      for (const [name, sign] of Object.entries(bounds)) {
        const at = query.created?.[name as keyof typeof bounds];
        if (at === undefined) continue;
        conditions.push(`created ${sign} ?`);
        values.push(at);
      }
      if (query.beforeSeq !== undefined) {
        conditions.push('seq < ?');
        values.push(query.beforeSeq);
      }
      if (query.afterSeq !== undefined) {
        conditions.push('seq > ?');
        values.push(query.afterSeq);
      }
      const order = query.afterSeq === undefined ? 'DESC' : 'ASC';
      const sql = `SELECT body FROM objects WHERE ${conditions.join(' AND ')} ORDER BY seq ${order} LIMIT ?`;
      return rows(sql, ...values, query.limit).map((found) => parsed<K>(found));
    },

    setting(name: string): string | null {
      const found = row('SELECT value FROM settings WHERE name = ?', name);
      return found === undefined ? null : String(found.value);
    },

    keepSetting(name: string, value: string): void {
      run(
        'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        name,
        value,
      );
    },

    /** Orders a task; the same task for the same subject is moved. */
    schedule(at: number, task: string, subject: string): void {
      run(
        `INSERT INTO due (at, task, subject) VALUES (?, ?, ?)
         ON CONFLICT (task, subject) DO UPDATE SET at = excluded.at`,
        at,
        task,
        subject,
      );
    },

    unschedule(task: string, subject: string): void {
      run('DELETE FROM due WHERE task = ? AND subject = ?', task, subject);
    },

    nextDue(): Due | null {
      const found = row('SELECT seq, at, task, subject FROM due ORDER BY at, seq LIMIT 1');
      if (found === undefined) return null;
      return {
        seq: Number(found.seq),
        at: Number(found.at),
        task: String(found.task),
        subject: String(found.subject),
      };
    },

    close(): void {
      database.close();
    },
  };
}

/** What stands in the file was written by `put` of the same kind. */
function parsed<K extends Kind>(found: Record<string, unknown>): Kinds[K] {
  return JSON.parse(String(found.body)) as Kinds[K];
}

/** Names of fields come from our own code, but for metadata keys in a search. */
function pathOf(field: string): string {
  return field
    .split('.')
    .map((part) => `"${part.replaceAll(/["'\\]/g, '')}"`)
    .join('.');
}
