import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase, removeEmbeddedPostgresData, startEmbeddedPostgres } from '@agent-factory/db';
import { migrationsDir } from '@agent-factory/db/testing';

export interface OwnPostgres {
  adminUrl: string;
  appUrl: string;
  queueUrl: string;
  /** Drops everything where it stands and comes back at the same address; resolves once it takes connections. */
  restartAtOnce(): Promise<void>;
  close(): Promise<void>;
}

/** A server that syncs to disk, for one bar alone, migrated. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'agent-factory-chaos-'));
  await chmod(folder, 0o755); // so that root's server, which is not root, keeps its data in there
  const options = { dataDir: join(folder, 'postgres'), password: randomUUID(), durable: true };
  let server = await startEmbeddedPostgres(options);
  const { adminUrl, port } = server;
  const passwords = { app: randomUUID(), queue: randomUUID() };
  const { appUrl, queueUrl } = await prepareDatabase({ adminUrl, migrationsDir, passwords });
  return {
    adminUrl,
    appUrl,
    queueUrl,
    async restartAtOnce() {
      await server.stop({ immediate: true });
      server = await startEmbeddedPostgres({ ...options, port });
    },
    async close() {
      await server.stop();
      await removeEmbeddedPostgresData(options.dataDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
