import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  openDatabase,
  prepareDatabase,
  removeEmbeddedPostgresData,
  startEmbeddedPostgres,
} from '@agent-factory/db';
import { type FilledTeams, fillTeams, migrationsDir, queryAsAdmin } from '@agent-factory/db/testing';
import {
  type AuthSecrets,
  contextFor,
  createApiKey,
  createAuthContext,
  createOutboxMailPort,
  generateAuthSecrets,
  openServices,
  systemClock,
} from '@agent-factory/services';
import { testSecretsEnv } from '@agent-factory/services/testing';

/** 1,000 teams with 1,000,000 runs, few of which have most. */
const sizes: readonly FilledTeams[] = [
  { teams: 6, runs: 50_000, agents: 200 },
  { teams: 94, runs: 5_000, agents: 50 },
  { teams: 500, runs: 256, agents: 10 },
  { teams: 400, runs: 255, agents: 10 },
];
/** What has as many runs as thousands has so many programs that ask for them. */
const keysOf = ({ runs }: { runs: number }) => Math.max(1, Math.min(20, Math.floor(runs / 1_250)));

/** Whose requests are sent: a program with a key, or a person with a session. */
export interface Caller {
  teamId: string;
  /** The bearer. */
  credential: string;
  kind: 'key' | 'session';
  /** The team's number by size, from 1; ids follow from it. */
  n: number;
  runs: number;
  agents: number;
}

export interface ReadStand {
  adminUrl: string;
  pid: number;
  apiEnv: Record<string, string>;
  callers: readonly Caller[];
  stop(): Promise<void>;
}

/** What is kept beside a filled database for the next measurement. */
interface Kept {
  password: string;
  passwords: { app: string; queue: string };
  secrets: ReturnType<typeof testSecretsEnv>;
  auth: AuthSecrets;
  /** By team; made by the verb that makes them for people. */
  keys: { teamId: string; secret: string }[];
}

/** As `apps/api` names itself in the tokens of local auth. */
const issuer = 'agent-factory/auth/v1';
const scopes = ['agents:read', 'runs:read', 'usage:read', 'keys:read', 'audit:read'] as const;

/** A server that syncs to disk with the filled database, in `folder` if it is to be there the next time too. */
export async function openReadStand(folder: string | null): Promise<ReadStand> {
  const home = folder === null ? await mkdtemp(join(tmpdir(), 'agent-factory-bench-')) : resolve(folder);
  await mkdir(home, { recursive: true });
  await chmod(home, 0o755); // so that root's server, which is not root, keeps its data in there
  const file = join(home, 'stand.json');
  const found = await readFile(file, 'utf8').catch(() => null);
  const kept: Kept =
    found === null
      ? {
          password: randomUUID(),
          passwords: { app: randomUUID(), queue: randomUUID() },
          secrets: testSecretsEnv(),
          auth: await generateAuthSecrets(),
          keys: [],
        }
      : parseKept(found);
  const dataDir = join(home, 'postgres');
  if (found === null) {
    const began = performance.now();
    // Nothing of it is worth syncing before it is whole.
    const filling = await startEmbeddedPostgres({ dataDir, password: kept.password, durable: false });
    const { adminUrl } = filling;
    const { appUrl } = await prepareDatabase({ adminUrl, migrationsDir, passwords: kept.passwords });
    await fillTeams(adminUrl, sizes);
    kept.keys = await makeKeys(adminUrl, appUrl, kept);
    await queryAsAdmin(adminUrl, `alter system set shared_preload_libraries = 'pg_stat_statements'`);
    await filling.stop();
    await writeFile(file, JSON.stringify(kept), { mode: 0o600 });
    console.log(`filled in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  }
  const postgres = await startEmbeddedPostgres({ dataDir, password: kept.password, durable: true });
  const { adminUrl, pid } = postgres;
  const { appUrl } = await prepareDatabase({ adminUrl, migrationsDir, passwords: kept.passwords });
  return {
    adminUrl,
    pid,
    callers: await callersOf(adminUrl, appUrl, kept),
    apiEnv: {
      AGENT_FACTORY_MODE: 'local',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'info',
      NODE_ENV: 'production',
      DEFAULT_PLAN: 'enterprise',
      DATABASE_URL: appUrl,
      WEB_URL: 'http://127.0.0.1:3000',
      API_URL: 'http://127.0.0.1:8000',
      AUTH_SIGNING_KEY: JSON.stringify(kept.auth.signingKey),
      AUTH_PEPPER: kept.auth.pepper,
      AUTH_ANON_KEY: kept.auth.anonKey,
      ...kept.secrets,
    },
    async stop() {
      await postgres.stop();
      if (folder !== null) return;
      await removeEmbeddedPostgresData(dataDir);
      await rm(home, { recursive: true, force: true });
    },
  };
}

interface TeamRow {
  id: string;
  owner: string;
  session: string;
  email: string;
  n: number;
  runs: number;
  agents: number;
}

function teamsOf(adminUrl: string): Promise<TeamRow[]> {
  return queryAsAdmin<TeamRow>(
    adminUrl,
    `select team.*, session.id as session, person.email from filled_teams team
    join auth.users person on person.id = team.owner join auth.sessions session on session.user_id = team.owner
    order by team.n`,
  );
}

async function makeKeys(adminUrl: string, appUrl: string, kept: Kept): Promise<Kept['keys']> {
  const services = openServices({
    databaseUrl: appUrl,
    maxConnections: 4,
    redisUrl: null,
    workerInProcess: true,
    env: { ...kept.secrets, DEFAULT_PLAN: 'enterprise' },
    onError: (error) => console.error(error),
  });
  const made: Kept['keys'] = [];
  const waiting = (await teamsOf(adminUrl)).flatMap((team) =>
    Array.from({ length: keysOf(team) }, () => team),
  );
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let team = waiting.pop(); team !== undefined; team = waiting.pop()) {
        const teamId = `team_${team.id.slice('team_'.length)}` as const;
        const ctx = contextFor(services, {
          type: 'user',
          userId: team.owner,
          teamId,
          role: 'owner',
          email: team.email,
        });
        const { secret } = await createApiKey({ ctx, input: { name: 'Dashboard', scopes: [...scopes] } });
        made.push({ teamId, secret });
      }
    }),
  );
  await services.close();
  return made;
}

/** A key for each of its kind, and a session of each team's owner. */
async function callersOf(adminUrl: string, appUrl: string, kept: Kept): Promise<Caller[]> {
  const db = openDatabase({ url: appUrl, maxConnections: 1 });
  const auth = await createAuthContext({
    db,
    clock: systemClock,
    secrets: kept.auth,
    settings: { issuer, externalUrl: 'http://127.0.0.1:8000/auth/v1', siteUrl: 'http://127.0.0.1:3000' },
    mail: createOutboxMailPort(db, systemClock),
  });
  const callers: Caller[] = [];
  const teams = await teamsOf(adminUrl);
  const byId = new Map(teams.map((team) => [team.id, team]));
  for (const { teamId, secret } of kept.keys) {
    const team = byId.get(teamId);
    if (team === undefined) throw new Error(`the kept database has no team ${teamId}`);
    callers.push({
      teamId,
      credential: secret,
      kind: 'key',
      n: team.n,
      runs: team.runs,
      agents: team.agents,
    });
  }
  for (const { id, owner, email, session, n, runs, agents } of teams) {
    const at = new Date(0);
    const account = {
      id: owner,
      aud: 'authenticated',
      role: 'authenticated',
      email,
      emailConfirmedAt: at,
      confirmationSentAt: null,
      recoverySentAt: null,
      newEmail: null,
      emailChangeSentAt: null,
      lastSignInAt: at,
      appMetadata: { provider: 'email', providers: ['email'] },
      userMetadata: { name: 'Person' },
      isAnonymous: false,
      createdAt: at,
      updatedAt: at,
      identities: [],
      factors: [],
    };
    const amr = [{ method: 'password' as const, timestamp: 1_795_246_000 }];
    const { token } = await auth.signer.sign(account, { id: session, aal: 'aal1', amr }, systemClock.now());
    callers.push({ teamId: id, credential: token, kind: 'session', n, runs, agents });
  }
  await db.close();
  return callers;
}

/** Guarantees nothing: what stands there was written above. */
function parseKept(text: string): Kept {
  return JSON.parse(text) as Kept;
}
