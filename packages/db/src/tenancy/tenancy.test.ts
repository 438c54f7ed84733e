import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { callersOf, findLeaks, seedTables } from './find-leaks.ts';
import { inspectStructure, listTables } from './inspect-structure.ts';
import { authSchema, tableCases } from './table-cases.ts';
import { seedTenants, type Tenant } from './tenants.ts';

let database: TestDatabase;
let admin: pg.Client;
let tenants: Tenant[];

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  tenants = await seedTenants(admin, 5);
  await seedTables(admin, tenants);
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** What `work` finds after `change`, which is undone. */
async function after<T>(change: string, work: () => Promise<T>): Promise<T> {
  await admin.query('begin');
  try {
    await admin.query(change);
    return await work();
  } finally {
    await admin.query('rollback');
  }
}

describe('Q1: 5 tenants × every table × 4 verbs × every kind of caller', () => {
  test('every table of the catalog has a case, and every case a table', async () => {
    const tables = await listTables(admin);
    expect(tables.filter((table) => !table.startsWith(`${authSchema}.`))).toEqual(
      Object.keys(tableCases).sort(),
    );
  });

  test('a table without a case is a finding', async () => {
    const findings = await after('create table public.forgotten (team_id text)', async () =>
      findLeaks(
        admin,
        tenants,
        await listTables(admin).then((all) => all.filter((name) => name.includes('forgotten'))),
      ),
    );
    expect(findings).toEqual([expect.stringContaining('public.forgotten has no case')]);
  });

  test.each([
    [
      'viewer',
      'select',
      'create policy planted on public.agents for select to agent_factory_member using (true)',
    ],
    [
      'key',
      'select',
      'drop policy "keys read by scope" on public.agents; create policy planted on public.agents for select to agent_factory_key using (true)',
    ],
    [
      'worker',
      'insert',
      'create policy planted on public.run_events for insert to agent_factory_worker with check (true)',
    ],
    [
      'editor',
      'delete',
      'create policy planted on public.documents for delete to agent_factory_member using (true); create policy seen on public.documents for select to agent_factory_member using (true)',
    ],
  ] as const)('a policy that is planted for everybody is a finding: %s, %s', async (caller, verb, policy) => {
    const [, table = ''] = / on (public\.\w+) /.exec(policy) ?? [];
    const tried = { callers: [caller], untilFirst: false };
    const findings = await after(policy, () => findLeaks(admin, tenants.slice(0, 2), [table], tried));
    expect(findings).toContain(`${caller} can ${verb} in another team's part of ${table}`);
  });

  test('0 foreign rows, and exactly the own rows that are meant', async () => {
    expect(await after('select', () => findLeaks(admin, tenants))).toEqual([]);
  }, 300_000);

  test('the auth service’s tables are closed to everybody else', async () => {
    const tables = (await listTables(admin)).filter((table) => table.startsWith(`${authSchema}.`));
    expect(tables).toContain('auth.users');
    const { rows } = await admin.query<{ open: string }>(
      `select role || ' ' || name as open
       from unnest($1::text[]) name, unnest($2::text[]) role
       where has_schema_privilege(role, 'auth', 'usage') and has_table_privilege(role, name, 'select, insert, update, delete')`,
      [
        tables,
        [
          'agent_factory_member',
          'agent_factory_key',
          'agent_factory_worker',
          'agent_factory_app',
          'agent_factory_queue',
          'anon',
          'authenticated',
        ],
      ],
    );
    expect(rows).toEqual([]);
  });

  test('the matrix notices every policy that is dropped', async () => {
    const { rows: policies } = await admin.query<{ table: string; name: string; roles: string[] }>(
      `select schemaname || '.' || tablename as table, policyname as name, roles::text[] from pg_policies
       where schemaname || '.' || tablename = any ($1)`,
      [Object.keys(tableCases)],
    );
    expect(policies.length).toBeGreaterThan(15);
    // Of the definer functions that erase and forget, which the tests of services/privacy call.
    const ofErasure = new Set(['counted before it is erased', 'forgets what is old', 'people are taken out']);
    const unnoticed: string[] = [];
    for (const { table, name, roles } of policies) {
      const tried = { callers: callersOf(roles), untilFirst: true };
      const findings = await after(`drop policy ${pg.escapeIdentifier(name)} on ${table}`, () =>
        findLeaks(admin, tenants.slice(0, 2), [table], tried),
      );
      // The clerk is no caller of a team: services/billing tries what it may.
      if (roles.every((role) => role === 'agent_factory_clerk')) continue;
      if (findings.length === 0 && !ofErasure.has(name)) unnoticed.push(`${table}: ${name}`);
    }
    // Those of the definer functions, which users.test.ts, list-stale-runs.test.ts and spend.test.ts call; those that
    // origins-of-runs.test.ts tries; and the
    // profile of somebody who is in no team, in users.test.ts as well.
    expect(unnoticed.sort()).toEqual([
      'public.account_deletions: lookups',
      // What no key sees no key changes, and a ticket or an update is a person's own before it is no key's.
      'public.agent_document_updates: keys write nothing',
      'public.agent_documents: keys write nothing',
      'public.agent_label_moves: lookups',
      'public.agents: lookups',
      'public.agents: withdraws',
      'public.approvals: lookups',
      'public.audit_entries: entries are chained once',
      'public.audit_entries: lookups',
      'public.audit_heads: the chain grows',
      'public.budgets: lookups',
      'public.connections: lookups',
      // Only who owns a view adds or changes it, and no key does.
      'public.dashboard_views: keys add nothing',
      'public.dashboard_views: keys change nothing',
      'public.dashboard_views: keys remove nothing',
      'public.data_export_parts: sweeps',
      'public.data_exports: lookups',
      'public.documents: finds what waits',
      'public.documents: lookups',
      'public.erasures: lookups',
      'public.holds: lookups',
      'public.ideas: lookups',
      // No key acts as one who invites or manages people; these say so a second time.
      'public.invitations: keys change none',
      'public.invitations: lookups',
      'public.key_guesses: counted',
      // Read by their postings, whose policy for keys refuses the same.
      'public.ledger_entries: keys read by scope',
      'public.live_tickets: keys make no tickets',
      'public.live_tickets: keys see no tickets',
      'public.live_tickets: keys use no tickets',
      'public.model_calls: adds',
      'public.model_calls: reads',
      'public.model_calls: takes back what was unknown',
      'public.profiles: lookups',
      'public.profiles: own profile',
      'public.provider_keys: lookups',
      'public.purchases: lookups',
      'public.quota_counts: lookups',
      'public.quota_rules: lookups',
      'public.quota_warnings: lookups',
      'public.run_cells: folds',
      'public.run_cells: folds more',
      'public.run_cells: lookups',
      'public.run_deltas: folds',
      'public.run_deltas: lookups',
      'public.run_deltas: notes',
      'public.run_series: folds',
      'public.run_series: lookups',
      'public.runs: keys try models by scope',
      'public.runs: lookups',
      'public.runs: members start for themselves',
      'public.runs: schedules and triggers try nothing',
      'public.runs: the worker starts for schedules and triggers',
      'public.schedules: claims',
      'public.schedules: lookups',
      // What is said and read is a person's own before it is no key's.
      'public.spec_comment_mentions: keys mention nobody',
      'public.spec_comment_mentions: keys take nothing back',
      'public.spec_comment_reads: keys note nothing',
      'public.spec_comment_reads: keys read nothing on',
      'public.spec_comment_reads: keys see no notes',
      'public.spec_comment_threads: keys begin nothing',
      'public.spec_comments: keys change nothing',
      'public.spec_comments: keys say nothing',
      'public.spec_patches: claims',
      'public.spec_patches: lookups',
      'public.team_members: keys change nobody',
      'public.team_members: keys remove nobody',
      'public.team_policies: lookups',
      'public.team_retention: keys change nothing',
      'public.team_retention: lookups',
      // What owners alone may do, no key does: none acts as one.
      'public.team_security: keys ask nothing',
      'public.team_security: keys change nothing',
      'public.team_security: keys delete nothing',
      // Nobody here owns a template: services/marketplace tries what owners may, and an opinion is no key's.
      'public.template_deployments: editors deploy what is owned',
      'public.template_deployments: editors update what is owned',
      'public.template_deployments: keys deploy by scope',
      'public.template_deployments: keys update by scope',
      'public.template_deployments: lookups',
      'public.template_pictures: lookups',
      'public.template_reports: keys report nothing',
      'public.template_reports: lookups',
      'public.template_reviews: answers',
      'public.template_reviews: keys change nothing',
      'public.template_reviews: keys remove nothing',
      'public.template_reviews: keys review nothing',
      'public.template_reviews: lookups',
      'public.template_reviews: owners of the template review',
      'public.template_tries: lookups',
      'public.template_versions: lookups',
      'public.template_words: lookups',
      'public.template_words: what is listed',
      'public.templates: counts',
      'public.templates: lookups',
      'public.test_runs: claims',
      'public.test_runs: lookups',
      // What operators are told, in services/metrics.
      'public.test_trials: counts',
      'public.tests: counts',
      'public.threads: lookups',
      'public.triggers: lookups',
      'public.webhook_deliveries: events are published',
      'public.webhook_endpoints: lookups',
      'public.webhook_events: events are published',
    ]);
  }, 300_000);

  // The grants alone close a table that nobody may read.
  test.each(Object.keys(tableCases).filter((table) => tableCases[table]?.allowed.select !== undefined))(
    'the matrix notices %s when row level security is off',
    async (table) => {
      const findings = await after(`alter table ${table} disable row level security`, () =>
        findLeaks(admin, tenants.slice(0, 2), [table]),
      );
      expect(findings).toContainEqual(expect.stringMatching(/can select in another team's part of/));
    },
  );
});

describe('Q1: what every table, view, function and role must be', () => {
  test('nothing violates it', async () => {
    expect(await inspectStructure(admin)).toEqual([]);
  });

  test.each([
    ['create table public.t (team_id text)', 'not behind forced row level security: public.t'],
    [
      'alter table public.runs no force row level security',
      'not behind forced row level security: public.runs',
    ],
    ['create view public.v as select * from public.runs', 'rights of its owner: public.v'],
    ['create materialized view public.m as select 1 as one', 'rights of its owner: public.m'],
    [
      `create function app.f() returns int language sql security definer as 'select 1'`,
      'no search_path of its own: app.f()',
    ],
    [
      `create function app.f() returns int language sql security definer set search_path = '' as 'select 1'`,
      'bypasses row level security: app.f()',
    ],
    [
      'grant execute on function app.look_up_member_team_id(text) to public',
      'anybody may call a definer function: app.look_up_member_team_id(text)',
    ],
    ['alter role agent_factory_app bypassrls', 'powers of its own: agent_factory_app'],
    ['alter role agent_factory_worker superuser', 'powers of its own: agent_factory_worker'],
    ['alter table public.runs owner to agent_factory_member', 'agent_factory_member owns table'],
    [
      'grant select on public.runs to agent_factory_app',
      'more than the right to become another: public.runs',
    ],
    [
      'grant agent_factory_definer to agent_factory_app',
      'may become a role that it should not: agent_factory_definer',
    ],
    ['alter role agent_factory_app inherit', 'agent_factory_app inherits'],
    ['grant select on public.runs to authenticated', 'public.runs to authenticated'],
    ['grant update on public.agents to public', 'public.agents to public'],
    [
      'grant usage on schema graphile_worker to agent_factory_worker',
      'agent_factory_worker can enter graphile_worker',
    ],
    [
      'grant usage on schema auth to agent_factory_member',
      'another role than the auth service: agent_factory_member',
    ],
    [
      'create policy p on public.runs to agent_factory_member using (true)',
      'pass unconditionally: public.runs: p',
    ],
    [
      'alter table public.run_events add foreign key (run_id) references public.runs (id)',
      'different tenants: run_events.run_events_run_id_fkey',
    ],
  ])('notices: %s', async (change, violation) => {
    const violations = await after(change, () => inspectStructure(admin));
    expect(violations).toContainEqual(expect.stringContaining(violation));
  });
});
