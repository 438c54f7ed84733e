import pg from 'pg';

/**
 * Rows as the superuser of a test database sees them: for arranging what no caller may, and for looking
 * behind the policies. Several statements at once when there are no values.
 */
export async function queryAsAdmin<R extends pg.QueryResultRow>(
  adminUrl: string,
  sql: string,
  values?: unknown[],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  // A connection that is cut says so to the statement that waits; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<R>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
