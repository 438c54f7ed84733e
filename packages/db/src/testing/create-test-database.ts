import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Database, openDatabase } from '../database.ts';
import { readTestServerPort } from './env.ts';
import { cloneTemplate, type TestDatabaseUrls, type TestServer } from './test-server.ts';

export interface TestDatabase extends Omit<TestDatabaseUrls, 'dropDatabase'> {
  db: Database;
  /** Closes `db` and removes the database, whoever else is still connected. */
  drop(): Promise<void>;
}

/**
 * A migrated, empty database of one's own; one per test file keeps files independent of one another. On the
 * server of the test run, or on one that the caller started (`startTestServer`).
 */
export async function createTestDatabase(
  options: { maxConnections?: number; server?: TestServer } = {},
): Promise<TestDatabase> {
  const { dropDatabase, ...urls } = await cloneTemplate(options.server ?? (await findTestServer()));
  const db = openDatabase({ url: urls.appUrl, maxConnections: options.maxConnections ?? 5 });
  return {
    ...urls,
    db,
    async drop() {
      await db.close();
      await dropDatabase();
    },
  };
}

/** Asks the global set-up, which starts the server for the first one who asks. */
export async function findTestServer(): Promise<TestServer> {
  const port = readTestServerPort();
  if (port === undefined) {
    throw new Error('no test server: name packages/db/src/testing/global-setup.ts as globalSetup of vitest');
  }
  const answer = parseAnswer(await text(connect({ host: '127.0.0.1', port })));
  if (answer.server === undefined) throw new Error(`the test server did not start: ${answer.problem}`);
  return answer.server;
}

/** Guarantees nothing: both ends are in this folder, and the set-up writes exactly this. */
function parseAnswer(answer: string): { server?: TestServer; problem?: string } {
  return JSON.parse(answer) as { server?: TestServer; problem?: string };
}
