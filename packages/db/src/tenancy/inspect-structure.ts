import type pg from 'pg';

// graphile-worker's schema is its own, made by its own migrations; the runner's ledger is the owner's. That
// none of the application's roles can enter either is one of the checks.
const closedSchemas = "('graphile_worker', 'agent_factory_meta')";
const systemSchemas = "('information_schema')";
const ourSchemas = `n.nspname not like 'pg\\_%' and n.nspname not in ${systemSchemas} and n.nspname not in ${closedSchemas}`;

/** Each check returns one line per violation. Together they are what every table, view and function must be. */
const checks: Record<string, string> = {
  'a table is not behind forced row level security': `
    select format('%I.%I', n.nspname, c.relname) as violation
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${ourSchemas} and not (c.relrowsecurity and c.relforcerowsecurity)`,
  'a view reads with the rights of its owner': `
    select format('%I.%I', n.nspname, c.relname) as violation
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ourSchemas} and (
      c.relkind = 'm'
      or (c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions)
        or 'security_invoker=on' = any (c.reloptions), false))
    )`,
  'a definer function has no search_path of its own': `
    select p.oid::regprocedure::text as violation
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${ourSchemas} and p.prosecdef
      and not exists (select from unnest(p.proconfig) setting where setting in ('search_path=""', 'search_path='))`,
  'a definer function belongs to a role that bypasses row level security': `
    select p.oid::regprocedure::text as violation
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
    where ${ourSchemas} and p.prosecdef and (r.rolsuper or r.rolbypassrls)`,
  'anybody may call a definer function': `
    select p.oid::regprocedure::text as violation
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${ourSchemas} and p.prosecdef and has_function_privilege('anon', p.oid, 'execute')`,
  'a role of the application has powers of its own': `
    select rolname as violation from pg_roles
    where rolname like 'agent\\_factory\\_%'
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
  'a role of the application owns something': `
    select r.rolname || ' owns ' || pg_describe_object(d.classid, d.objid, 0) as violation
    from pg_shdepend d join pg_roles r on r.oid = d.refobjid
    where d.deptype = 'o' and d.dbid = (select oid from pg_database where datname = current_database())
      and r.rolname in ('agent_factory_app', 'agent_factory_member', 'agent_factory_key', 'agent_factory_worker',
        'agent_factory_auth', 'agent_factory_clerk')`,
  'the login role has more than the right to become another': `
    select format('%I.%I', n.nspname, c.relname) as violation
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ourSchemas} and c.relkind in ('r', 'p', 'v', 'm')
      and has_any_column_privilege('agent_factory_app', c.oid, 'select, insert, update')`,
  'the login role inherits, or may become a role that it should not': `
    select r.rolname as violation from pg_roles r
    where r.rolname <> 'agent_factory_app' and pg_has_role('agent_factory_app', r.oid, 'member')
      and r.rolname not in ('agent_factory_member', 'agent_factory_key', 'agent_factory_worker', 'agent_factory_auth',
        'agent_factory_clerk')
    union all
    select 'agent_factory_app inherits' from pg_roles where rolname = 'agent_factory_app' and rolinherit`,
  'a role of Supabase’s gateway, or everybody, has a right on a table': `
    select format('%I.%I to %s', n.nspname, c.relname, coalesce(r.rolname, 'public')) as violation
    from pg_class c join pg_namespace n on n.oid = c.relnamespace,
      lateral aclexplode(c.relacl) acl left join pg_roles r on r.oid = acl.grantee
    where ${ourSchemas} and n.nspname <> 'auth' and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and coalesce(r.rolname, 'public') in ('public', 'anon', 'authenticated', 'service_role')`,
  'a role of the application can enter a schema that is not for it': `
    select r.rolname || ' can enter ' || n.nspname as violation
    from pg_namespace n, pg_roles r
    where n.nspname in ${closedSchemas}
      and r.rolname in ('agent_factory_app', 'agent_factory_member', 'agent_factory_key', 'agent_factory_worker',
        'agent_factory_auth', 'agent_factory_clerk', 'agent_factory_definer', 'anon', 'authenticated')
      and has_schema_privilege(r.rolname, n.oid, 'usage')`,
  'the auth schema is open to another role than the auth service': `
    select r.rolname as violation
    from pg_roles r
    where r.rolname in ('agent_factory_app', 'agent_factory_member', 'agent_factory_key', 'agent_factory_worker',
        'agent_factory_clerk', 'agent_factory_queue')
      and has_schema_privilege(r.rolname, 'auth', 'usage')`,
  'somebody of the application may change or remove a line of the books': `
    select format('%s: %s on %I', r.rolname, p.privilege, c.relname) as violation
    from pg_class c, pg_roles r, unnest(array['update', 'delete', 'truncate']) as p (privilege)
    where c.oid in ('public.ledger_entries'::regclass, 'public.ledger_postings'::regclass)
      and (r.rolname like 'agent\\_factory\\_%' or r.rolname in ('anon', 'authenticated'))
      and case p.privilege when 'update' then has_any_column_privilege(r.rolname, c.oid, 'update')
        else has_table_privilege(r.rolname, c.oid, p.privilege) end`,
  'the clerk reaches more than money': `
    select format('%I.%I', n.nspname, c.relname) as violation
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ourSchemas} and c.relkind in ('r', 'p', 'v', 'm')
      and has_any_column_privilege('agent_factory_clerk', c.oid, 'select, insert, update')
      and c.relname not in ('ledger_entries', 'ledger_postings', 'purchases', 'refunds', 'disputes', 'creator_accounts',
        'transfers', 'payouts', 'billing_customers', 'subscriptions', 'stripe_events', 'reconciliations',
        'reconciliation_differences', 'teams', 'audit_entries')`,
  'a policy lets a role of the application pass unconditionally': `
    select format('%I.%I: %s', schemaname, tablename, policyname) as violation
    from pg_policies
    where schemaname not in ('auth') and roles && '{public,agent_factory_member,agent_factory_key,agent_factory_worker,anon,authenticated}'
      and (qual = 'true' or with_check = 'true')`,
  'rows of two tables of one tenant can belong to different tenants': `
    select con.conrelid::regclass || '.' || con.conname as violation
    from pg_constraint con
    join pg_class c on c.oid = con.conrelid join pg_namespace n on n.oid = c.relnamespace
    where con.contype = 'f' and ${ourSchemas}
      and exists (select from pg_attribute where attrelid = con.conrelid and attname = 'team_id')
      and exists (select from pg_attribute where attrelid = con.confrelid and attname = 'team_id')
      and not exists (
        select from pg_attribute a where a.attrelid = con.conrelid and a.attname = 'team_id' and a.attnum = any (con.conkey)
      )`,
};

export async function inspectStructure(admin: pg.ClientBase): Promise<string[]> {
  const violations: string[] = [];
  for (const [says, query] of Object.entries(checks)) {
    const { rows } = await admin.query<{ violation: string }>(query);
    violations.push(...rows.map((row) => `${says}: ${row.violation}`));
  }
  return violations;
}

/** Every table of ours, as `schema.table`. */
export async function listTables(admin: pg.ClientBase): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${ourSchemas} order by 1`);
  return rows.map((row) => row.name);
}
