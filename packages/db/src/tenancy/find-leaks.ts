import type { TeamRole } from '@agent-factory/contracts';
import pg from 'pg';
import { type KeyCaller, scopesOfKey } from './key-callers.ts';
import { type Caller, callers, type TableCase, tableCases, type Verb, verbs } from './table-cases.ts';
import type { Tenant } from './tenants.ts';

const roleOf: Record<Caller, string> = {
  owner: 'agent_factory_member',
  admin: 'agent_factory_member',
  editor: 'agent_factory_member',
  viewer: 'agent_factory_member',
  key: 'agent_factory_key',
  readingKey: 'agent_factory_key',
  idleKey: 'agent_factory_key',
  worker: 'agent_factory_worker',
  auth: 'agent_factory_auth',
  app: 'agent_factory_app',
  queue: 'agent_factory_queue',
  anon: 'anon',
  authenticated: 'authenticated',
};

/** Whom policies for these roles can mean: an API key has those of members too, and all go through definer functions. */
export function callersOf(roles: readonly string[]): Caller[] {
  if (roles.includes('public') || roles.includes('agent_factory_definer')) return [...callers];
  const meant = roles.includes('agent_factory_member') ? [...roles, 'agent_factory_key'] : roles;
  return callers.filter((caller) => meant.includes(roleOf[caller]));
}

/** Puts the rows of every case in place, in an order that foreign keys accept at the end. */
export async function seedTables(admin: pg.ClientBase, tenants: readonly Tenant[]): Promise<void> {
  await admin.query('begin; set constraints all deferred');
  for (const tenant of tenants) {
    for (const [table, { seed }] of Object.entries(tableCases)) {
      const rows = seed === undefined ? [] : [seed(tenant)].flat();
      for (const row of rows) await admin.query(...insertion(table, row));
    }
  }
  await admin.query('commit');
}

/**
 * Tries every verb of every caller on rows of the own team and on those of all others, and names what came
 * out differently from what the case allows. `admin` is a superuser inside a transaction; each try is undone.
 * `tried` narrows that to some callers, and stops where one finding is enough to know.
 */
export async function findLeaks(
  admin: pg.ClientBase,
  tenants: readonly Tenant[],
  tables: readonly string[] = Object.keys(tableCases),
  tried: { callers: readonly Caller[]; untilFirst: boolean } = { callers, untilFirst: false },
): Promise<string[]> {
  const findings = new Set<string>();
  for (const table of tables) {
    const tableCase = tableCases[table];
    if (tableCase === undefined) {
      findings.add(`${table} has no case: say in table-cases.ts who may do what with it`);
      continue;
    }
    for (const caller of tried.callers) {
      if (tried.untilFirst && findings.size > 0) break;
      const columns = await grantedColumns(admin, table, roleOf[caller]);
      for (const verb of verbs) {
        const mayOwn = tableCase.allowed[verb]?.includes(caller) ?? false;
        for (const tenant of tenants) {
          const base = { admin, table, tableCase, caller, verb, tenant, columns };
          const own = await attempt({ ...base, claimed: tenant, target: tenant, rows: 'own' });
          const all = verb === 'select' && tableCase.personal !== true;
          const expected = mayOwn && all ? await countOwn(base) : Number(mayOwn);
          if (verb === 'select' ? own !== expected : own > 0 !== mayOwn) {
            findings.add(`${caller} ${mayOwn ? 'cannot' : 'can'} ${verb} in its own part of ${table}`);
          }
          const others = tenants.filter((other) => other !== tenant);
          for (const target of verb === 'insert' ? others : others.slice(0, 1)) {
            const leaked = await attempt({ ...base, claimed: tenant, target, rows: 'foreign' });
            if (leaked > 0) findings.add(`${caller} can ${verb} in another team's part of ${table}`);
          }
          // A claim alone opens nothing to a user or a key: the policies look membership and team up.
          for (const target of isTeamRole(caller) || isKey(caller) ? others : []) {
            const leaked = await attempt({ ...base, claimed: target, target, rows: 'target' });
            if (leaked > 0)
              findings.add(`${caller} can ${verb} in ${table} of a team that is merely claimed`);
          }
        }
      }
    }
  }
  return [...findings];
}

interface Attempt {
  admin: pg.ClientBase;
  table: string;
  tableCase: TableCase;
  caller: Caller;
  verb: Verb;
  /** Whose member the caller is. */
  tenant: Tenant;
  /** Whose team the transaction's claims name. */
  claimed: Tenant;
  /** Whose row is inserted. */
  target: Tenant;
  /** Which rows the other verbs go for: the tenant's, all but the tenant's, or the target's. */
  rows: 'own' | 'foreign' | 'target';
  columns: { all: readonly string[]; insert: readonly string[]; update: readonly string[] };
}

/** How many rows the verb reached; 0 when it was refused. Any other error is the test's own and thrown. */
async function attempt(tried: Attempt): Promise<number> {
  const { admin, table, tableCase, caller, verb } = tried;
  const own = tableCase.own ?? 'team_id = $1';
  const subject = tried.rows === 'target' ? tried.target : tried.tenant;
  const which = tried.rows === 'foreign' ? `not coalesce(${own}, false)` : own;
  const only = tried.rows === 'own' ? (tableCase.only?.[verb] ?? 'true') : 'true';
  // Both parameters are named in every statement, so that Postgres knows their types.
  const where = `($1::text is not null or $2::uuid[] is not null) and (${which}) and (${only})`;
  const values: unknown[] = [subject.teamId, Object.values(subject.users)];
  const row = verb === 'insert' ? tableCase.another(tried.target) : {};
  const claims = JSON.stringify(claimsOf(caller, tried.tenant, tried.claimed));
  await admin.query(`
    savepoint attempt;
    ${verb === 'insert' ? makeRoom(table, row) : ''}
    select set_config('request.jwt.claims', ${pg.escapeLiteral(claims)}, true),
      set_config('role', '${roleOf[caller]}', true)`);
  try {
    const { rowCount } = await admin.query(...statement(tried, row, where, values));
    return rowCount ?? 0;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    if (error.code === '42501') return 0; // the grant or the policy said no
    // It said yes, only a trigger or a foreign key (23503) stopped it.
    if (error.constraint === 'team_members_keep_an_owner' || error.code === '23503') return 1;
    throw error;
  } finally {
    // Released too: thousands that stand inside one another would fill the table of locks.
    await admin.query('rollback to savepoint attempt; release savepoint attempt');
  }
}

/** How many rows the tenant really has. */
async function countOwn({
  admin,
  table,
  tableCase,
  tenant,
}: Pick<Attempt, 'admin' | 'table' | 'tableCase' | 'tenant'>) {
  const { rowCount } = await admin.query(
    `select from ${table} where ($1::text is not null or $2::uuid[] is not null) and (${tableCase.own ?? 'team_id = $1'})`,
    [tenant.teamId, Object.values(tenant.users)],
  );
  return rowCount ?? 0;
}

function statement(
  { table, verb, columns }: Attempt,
  row: Record<string, unknown>,
  where: string,
  values: unknown[],
): [string, unknown[]] {
  switch (verb) {
    case 'select':
      return [`select from ${table} where ${where}`, values];
    case 'update': {
      const column = pg.escapeIdentifier(columns.update[0] ?? columns.all[0] ?? '');
      return [`update ${table} set ${column} = ${column} where ${where}`, values];
    }
    case 'delete':
      return [`delete from ${table} where ${where}`, values];
    case 'insert': {
      const granted = Object.entries(row).filter(([column]) => columns.insert.includes(column));
      return insertion(table, granted.length === 0 ? row : Object.fromEntries(granted));
    }
  }
}

/** A membership, or what a team has one of, can be added again only after it was removed. */
function makeRoom(table: string, { team_id, user_id }: Record<string, unknown>): string {
  const team = `delete from ${table} where team_id = ${pg.escapeLiteral(String(team_id))}`;
  switch (table) {
    case 'public.team_members':
    case 'public.spec_comment_reads':
      return `${team} and user_id = ${pg.escapeLiteral(String(user_id))};`;
    case 'public.agent_documents':
    case 'public.team_policies':
    case 'public.team_security':
    case 'public.team_retention':
      return `${team};`;
    default:
      return '';
  }
}

function claimsOf(caller: Caller, tenant: Tenant, claimed: Tenant): Record<string, string> {
  const team = { team_id: claimed.teamId };
  if (isKey(caller)) return { key_id: tenant.keys[caller], ...team };
  return isTeamRole(caller) ? { sub: tenant.users[caller], ...team } : team;
}

function isTeamRole(caller: Caller): caller is TeamRole {
  return roleOf[caller] === 'agent_factory_member';
}

function isKey(caller: Caller): caller is KeyCaller {
  return caller in scopesOfKey;
}

async function grantedColumns(
  admin: pg.ClientBase,
  table: string,
  role: string,
): Promise<Attempt['columns']> {
  const { rows } = await admin.query<{
    name: string;
    insert: boolean;
    update: boolean;
    select: boolean;
  }>(
    `select attname as name, has_column_privilege($2, attrelid, attnum, 'insert') as insert,
       has_column_privilege($2, attrelid, attnum, 'update') as update,
       has_column_privilege($2, attrelid, attnum, 'select') as select
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table, role],
  );
  return {
    all: rows.map((row) => row.name),
    insert: rows.filter((row) => row.insert).map((row) => row.name),
    // It is set to what it is, which has to be read.
    update: rows.filter((row) => row.update && row.select).map((row) => row.name),
  };
}

function insertion(table: string, row: Record<string, unknown>): [string, unknown[]] {
  const columns = Object.keys(row).map((column) => pg.escapeIdentifier(column));
  const places = columns.map((_, index) => `$${index + 1}`);
  return [`insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`, Object.values(row)];
}
