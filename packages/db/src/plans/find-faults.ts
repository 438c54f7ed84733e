import type pg from 'pg';
import type { PlanNode, WatchedPlan } from './watch-plans.ts';

/** What the catalog says of tables that hold rows of many teams, and of how they are found. */
export interface TenantTables {
  /** Names of tables with `team_id`, and of the table of teams itself. */
  tables: ReadonlySet<string>;
  /** Indexes through which a statement reads no more than its own: they begin with the team, or are unique. */
  corridors: ReadonlySet<string>;
}

/**
 * Indexes that are neither, and what makes them narrow all the same: they hold only what is on its way, or lead by an id
 * that is one team's.
 */
const narrow = ['approvals_pending_of_run', 'team_members_user'];

export async function readTenantTables(admin: pg.Client): Promise<TenantTables> {
  const tables = await admin.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'orchestration') and (c.relname = 'teams' or exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'team_id' and not a.attisdropped))`,
  );
  const corridors = await admin.query<{ name: string }>(
    `select i.indexrelid::regclass::text as name from pg_index i
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indisunique or a.attname = 'team_id'`,
  );
  return {
    tables: new Set(tables.rows.map(({ name }) => name)),
    // `orchestration.checkpoints_pkey` is called `checkpoints_pkey` in a plan.
    corridors: new Set([...corridors.rows.map(({ name }) => name.replace(/^.*\./, '')), ...narrow]),
  };
}

/** Rows that a node may look at in vain each time; more means that its index does not lead to what is asked for. */
const mostRemoved = 50;

/**
 * What makes a plan grow with other teams' rows, or with more of the own than `mostRead` (of one table, each time that it
 * is looked at), or ask a policy's question once a row. Empty for a good plan.
 */
export function findFaults(
  { query, plan }: WatchedPlan,
  { tables, corridors }: TenantTables,
  mostRead: number,
): string[] {
  const faults: string[] = [];
  const visit = (node: PlanNode): void => {
    const table = node['Relation Name'];
    const where = `${node['Node Type']}${table === undefined ? '' : ` on ${table}`}`;
    const fault = (text: string) =>
      faults.push(`${where}: ${text} · ${query.replaceAll(/\s+/g, ' ').slice(0, 160)}`);
    if (node['Node Type'] === 'Seq Scan' && table !== undefined && tables.has(table)) {
      fault('reads the rows of all teams');
    }
    const index = node['Index Name'];
    if (index !== undefined && !corridors.has(index))
      fault(`its index ${index} begins with neither team nor key`);
    const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
    if (table !== undefined && tables.has(table) && removed > mostRemoved) {
      fault(`looks at ${removed} rows in vain`);
    }
    const read = node['Actual Rows'] ?? 0;
    if (table !== undefined && tables.has(table) && read > mostRead) fault(`reads ${read} rows`);
    if (node['Parent Relationship'] === 'InitPlan' && (node['Actual Loops'] ?? 0) > 1) {
      fault(`${node['Subplan Name']} is executed ${node['Actual Loops']} times`);
    }
    // As `(select …)` it is an InitPlan and stands there by its name; bare, it is asked for each row.
    if (/\b(member_team_id|key_grants|own_team_ids)\(/.test(node.Filter ?? '')) {
      fault(`a policy asks for each row: ${node.Filter}`);
    }
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(plan);
  return faults;
}
