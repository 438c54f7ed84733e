import { Kysely, PostgresDialect, sql } from 'kysely';
import { generate, getDialect, RawExpressionNode } from 'kysely-codegen';
import pg from 'pg';

/** Columns whose CHECK or foreign key guarantees more than `text`; the generated types say so. */
const narrowed: Record<string, string> = {
  'agent_versions.agent_id': 'AgentId',
  'agent_versions.id': 'AgentVersionId',
  'agents.id': 'AgentId',
  'agents.kind': "'Agent' | 'Team'",
  'auth.flow_states.authentication_method': "'otp' | 'recovery' | 'email/signup' | 'email_change' | 'oauth'",
  'auth.flow_states.provider': "'google' | 'github' | null",
  'auth.identities.provider': "'email' | 'google' | 'github'",
  'auth.one_time_tokens.kind': "'signup' | 'magiclink' | 'recovery' | 'email_change' | 'reauthentication'",
  'budgets.kind': "'run' | 'api_key' | 'team'",
  'model_calls.payer': "'platform' | 'team'",
  'run_events.run_id': 'RunId',
  'runs.agent_id': 'AgentId',
  'runs.agent_version_id': 'AgentVersionId',
  'runs.id': 'RunId',
  'runs.status': 'Generated<RunStatus>',
  'runs.thread_id': 'ThreadId',
  'team_members.role': 'TeamRole',
  'teams.id': 'TeamId',
  'teams.plan': "'free' | 'pro' | 'enterprise' | null",
  'threads.agent_id': 'AgentId',
  'threads.id': 'ThreadId',
};

const imports = `
import type {
  AgentId,
  AgentVersionId,
  RunId,
  RunStatus,
  TeamId,
  TeamRole,
  ThreadId,
} from "@agent-factory/contracts";
import type { JsonText } from "../json.ts";

/** Read as the value that was stored, written as \`json(value)\`. */
export type Json = ColumnType<unknown, JsonText, JsonText>;
`;

/** The TypeScript of `generated/database.ts`, read from the catalog of a migrated database. */
export async function generateTypes(adminUrl: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 1 });
  // The database may be dropped while its connection is still saying goodbye.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) });
  try {
    const tenants = await sql<{ column: string }>`
      select case table_schema when 'public' then '' else table_schema || '.' end
        || table_name || '.team_id' as "column"
      from information_schema.columns
      where column_name = 'team_id' and table_schema not in ('graphile_worker', 'agent_factory_meta')`.execute(
      db,
    );
    const types = {
      ...Object.fromEntries(tenants.rows.map(({ column }) => [column, 'TeamId'])),
      ...narrowed,
    };
    const text = await generate({
      db,
      dialect: getDialect('postgres'),
      excludePattern: '(graphile_worker|agent_factory_meta).*',
      outFile: null,
      overrides: {
        columns: Object.fromEntries(
          // Not as strings: those are parsed with TypeScript's classic API, which version 7 does not have.
          Object.entries(types).map(([column, type]) => [column, new RawExpressionNode(type)]),
        ),
      },
      typeMapping: { int8: 'number', jsonb: 'Json' },
    });
    return text.replace(/^import type \{ ColumnType \} from "kysely";$/m, `$&${imports}`);
  } finally {
    await db.destroy();
  }
}
