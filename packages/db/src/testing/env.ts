const portVariable = 'AGENT_FACTORY_TEST_SERVER_PORT';

/** A Postgres for tests, as superuser; its cluster should serve tests alone, for roles are the cluster's. */
export const testDatabaseAdminUrl: string | undefined = process.env.TEST_DATABASE_ADMIN_URL || undefined;

/** Where the global set-up answers; vitest hands its environment on to the processes that it starts. */
export function readTestServerPort(): number | undefined {
  const port = process.env[portVariable];
  return port === undefined ? undefined : Number(port);
}

export function announceTestServerPort(port: number): void {
  process.env[portVariable] = String(port);
}
