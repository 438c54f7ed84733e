import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { withUser } from './doors.ts';
import { removeData } from './embedded/places.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
import { type PreparedDatabase, prepareDatabase } from './prepare-database.ts';
import { findLeaks, seedTables } from './tenancy/find-leaks.ts';
import { inspectStructure } from './tenancy/inspect-structure.ts';
import { seedTenants } from './tenancy/tenants.ts';
import { migrationsDir } from './testing/test-server.ts';

// What a new Supabase project is in the respects that these migrations can meet: the administrator is no
// superuser, schema `auth` belongs to the auth service, and new tables of `public` are granted to the gateway.
const supabase = `
  create role anon nologin noinherit;
  create role authenticated nologin noinherit;
  create role service_role nologin noinherit bypassrls;
  create role supabase_auth_admin login noinherit createrole password 'auth';
  create role project login createrole createdb bypassrls replication password 'project';
  alter database postgres owner to project;
  create schema auth authorization supabase_auth_admin;
  grant usage on schema auth to anon, authenticated, service_role, project;
  set role supabase_auth_admin;
  create table auth.schema_migrations (version varchar(255) primary key);
  create table auth.users (
    instance_id uuid, id uuid primary key, aud varchar(255), role varchar(255), email varchar(255),
    encrypted_password varchar(255), email_confirmed_at timestamptz, raw_app_meta_data jsonb,
    raw_user_meta_data jsonb, is_super_admin bool, created_at timestamptz, updated_at timestamptz,
    phone text unique, banned_until timestamptz, is_anonymous boolean not null default false
  );
  create table auth.refresh_tokens (id bigserial primary key, token varchar(255), user_id varchar(255));
  alter table auth.users enable row level security;
  alter table auth.refresh_tokens enable row level security;
  alter table auth.schema_migrations enable row level security;
  grant all on all tables in schema auth to project;
  create function auth.uid() returns uuid language sql stable as 'select ''00000000-0000-0000-0000-000000000000''::uuid';
  create function auth.jwt() returns jsonb language sql stable as 'select ''{}''::jsonb';
  reset role;
  alter default privileges for role project in schema public grant all on tables to anon, authenticated, service_role;
  alter default privileges for role project in schema public grant all on functions to anon, authenticated, service_role;
  alter default privileges for role project in schema public grant all on sequences to anon, authenticated, service_role;
  grant usage on schema public to anon, authenticated, service_role;
  grant all on schema public to project;`;

let folder: string;
let server: EmbeddedPostgres;
let superuser: pg.Client;
let prepared: PreparedDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supabase-'));
  await chmod(folder, 0o755);
  server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    password: 'superuser',
    durable: false,
  });
  superuser = new pg.Client({ connectionString: server.adminUrl });
  await superuser.connect();
  await superuser.query(supabase);
  const adminUrl = server.adminUrl.replace('postgres:superuser', 'project:project');
  const options = { adminUrl, migrationsDir, passwords: { app: 'app', queue: 'queue' } };
  prepared = await prepareDatabase(options);
  expect((await prepareDatabase(options)).applied).toEqual([]);
});
afterAll(async () => {
  await superuser.end();
  await server.stop();
  await removeData(join(folder, 'postgres'));
  await rm(folder, { recursive: true });
});

test('the migrations leave what belongs to Supabase as it was', async () => {
  const { rows } = await superuser.query(`
    select (select string_agg(c.relname, ' ' order by 1) from pg_class c
        where c.relnamespace = 'auth'::regnamespace and c.relkind = 'r') as tables,
      auth.uid()::text as uid,
      (select string_agg(tableowner, ' ') from pg_tables where schemaname = 'auth' and tablename = 'users') as owner`);
  expect(rows).toEqual([
    {
      tables: 'refresh_tokens schema_migrations users',
      uid: '00000000-0000-0000-0000-000000000000',
      owner: 'supabase_auth_admin',
    },
  ]);
});

test('a user whom Supabase Auth adds finds a team', async () => {
  const auth = new pg.Client({
    connectionString: server.adminUrl.replace('postgres:superuser', 'supabase_auth_admin:auth'),
  });
  await auth.connect();
  const id = randomUUID();
  await auth.query('insert into auth.users (id, email) values ($1, $2)', [id, 'ada@example.test']);
  await auth.query(`update auth.users set email = 'new@example.test' where id = $1`, [id]);
  const db = openDatabase({ url: prepared.appUrl });
  const seen = await withUser(db, id, async (tx) => ({
    teams: await tx.selectFrom('teams').select('name').execute(),
    profiles: await tx.selectFrom('profiles').select('email').execute(),
  }));
  expect(seen).toEqual({ teams: [{ name: "ada's workspace" }], profiles: [{ email: 'new@example.test' }] });
  await db.close();
  await auth.query('delete from auth.users where id = $1', [id]);
  await auth.end();
  const { rows } = await superuser.query('select from public.teams where personal_of = $1', [id]);
  expect(rows).toEqual([]);
});

test('Q1: the gateway’s roles have no right on our tables, and every table is what it must be', async () => {
  const violations = await inspectStructure(superuser);
  // How the auth service keeps its own tables is its own affair.
  expect(violations.filter((violation) => !violation.includes(': auth.'))).toEqual([]);
});

test('Q1: 0 foreign rows with an administrator who is no superuser', async () => {
  const tenants = await seedTenants(superuser, 2);
  await seedTables(superuser, tenants);
  await superuser.query('begin');
  expect(await findLeaks(superuser, tenants)).toEqual([]);
  await superuser.query('rollback');
}, 60_000);
