import { permissions, roleHas, type Scope, scopes, type TeamRole, teamRoles } from '@agent-factory/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { seedTables } from './find-leaks.ts';
import { tableCases } from './table-cases.ts';
import { seedTenants, type Tenant } from './tenants.ts';

// The table of permissions says who may; the policies say who can. Here every role tries what each permission is for.

interface Trial {
  table: string;
  /** Touches nothing in what it does: whether it reached a row is what counts. */
  statement(tenant: Tenant): string;
}

const reads = (table: string): Trial => ({
  table,
  statement: ({ teamId }) => `select from ${table} where ${ownOf(table)} = '${teamId}'`,
});
const touches = (table: string, column: string, and = 'true'): Trial => ({
  table,
  statement: ({ teamId }) =>
    `update ${table} set ${column} = ${column} where ${ownOf(table)} = '${teamId}' and ${and}`,
});
const ownOf = (table: string) => (table === 'public.teams' ? 'id' : 'team_id');

/** What the database has to say of each permission. Nothing of a model's list is a team's. */
const trials: Record<Scope, readonly Trial[] | 'nothing of it is in a table'> = {
  'agents:read': [reads('public.agents'), reads('public.agent_versions'), reads('public.documents')],
  'agents:write': [
    touches('public.agents', 'title'),
    {
      table: 'public.documents',
      statement: ({ teamId }) => `delete from public.documents where team_id = '${teamId}'`,
    },
  ],
  'runs:read': [reads('public.runs'), reads('public.threads'), reads('public.approvals')],
  'runs:write': [touches('public.runs', 'cancel_requested_at'), touches('public.threads', 'last_run_at')],
  'models:read': 'nothing of it is in a table',
  'usage:read': [reads('public.budgets'), reads('public.model_calls')],
  'keys:read': [reads('public.api_keys'), reads('public.provider_keys')],
  'keys:write': [touches('public.api_keys', 'revoked_at'), touches('public.provider_keys', 'label')],
  'connections:read': [reads('public.connections'), reads('public.tool_pins')],
  'connections:write': [touches('public.connections', 'name')],
  'members:read': [reads('public.team_members')],
  'members:write': [
    touches('public.team_members', 'role', "role <> 'owner'"),
    touches('public.invitations', 'role'),
    {
      table: 'public.team_members',
      statement: ({ teamId, users }) =>
        `delete from public.team_members where team_id = '${teamId}' and user_id = '${users.editor}' and user_id <> app.current_user_id()`,
    },
  ],
  'team:write': [touches('public.teams', 'name'), touches('public.team_policies', 'cache')],
  'team:own': [
    // Makes an owner; and shuts the team, which tells the time at which it goes.
    touches('public.team_members', 'role', "role = 'owner'"),
    {
      table: 'public.teams',
      statement: () => `select from (select app.shut_team('30 days') as at) shut where at is not null`,
    },
  ],
  'audit:read': [reads('public.audit_entries')],
  'billing:read': [reads('public.billing_customers'), reads('public.subscriptions')],
  // The clerk alone writes about money: whether somebody may ask for it is the verbs' to say.
  'billing:write': 'nothing of it is in a table',
  'marketplace:read': [reads('public.templates'), reads('public.template_tries')],
  'marketplace:write': [touches('public.templates', 'title')],
  'webhooks:read': [reads('public.webhook_endpoints')],
  'webhooks:write': [touches('public.webhook_endpoints', 'events')],
  'tests:read': [reads('public.datasets'), reads('public.test_runs'), reads('public.test_trials')],
  'tests:write': [touches('public.test_runs', 'cancel_requested_at'), touches('public.datasets', 'name')],
};

let database: TestDatabase;
let admin: pg.Client;
let tenant: Tenant;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const [first, second] = await seedTenants(admin, 2);
  if (first === undefined || second === undefined) throw new Error('two tenants were seeded');
  await seedTables(admin, [first, second]);
  // Seeds are of a personal team, which is never shut.
  await admin.query('update public.teams set personal_of = null where id = $1', [first.teamId]);
  tenant = first;
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

async function reached(role: TeamRole, { statement }: Trial): Promise<boolean> {
  const claims = JSON.stringify({ sub: tenant.users[role], team_id: tenant.teamId });
  await admin.query(
    `begin; select set_config('request.jwt.claims', ${pg.escapeLiteral(claims)}, true), set_config('role', 'agent_factory_member', true)`,
  );
  try {
    const { rowCount } = await admin.query(statement(tenant));
    return (rowCount ?? 0) > 0;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42501') return false;
    throw error;
  } finally {
    await admin.query('rollback');
  }
}

const cells = scopes.flatMap((scope) => teamRoles.map((role) => [scope, role] as const));

describe('the policies agree with the table of permissions', () => {
  test.each(cells)('%s for %s', async (scope, role) => {
    const tried = trials[scope];
    if (typeof tried === 'string') return;
    for (const trial of tried) {
      expect(tableCases[trial.table], trial.table).toBeDefined();
      expect(await reached(role, trial), `${role} in ${trial.table}`).toBe(roleHas(role, scope));
    }
  });
});

test('what keys may not have is what makes or removes people, and what only owners may', () => {
  const withheld = scopes.filter((scope) => !permissions[scope].forKeys);
  expect(withheld).toEqual(['members:read', 'members:write', 'team:own']);
  expect(scopes.filter((scope) => permissions[scope].least === 'owner')).toEqual(['team:own']);
});
