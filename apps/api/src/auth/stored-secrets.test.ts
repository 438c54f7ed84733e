import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningLocalAuth, readMail, startLocalAuth } from '../testing/start-local-auth.ts';

let auth: RunningLocalAuth;
beforeAll(async () => {
  auth = await startLocalAuth();
});
afterAll(() => auth.close());

/** Everything that the tables of local auth hold, as text; the outbox apart, whose mails are for reading. */
async function dump(): Promise<string> {
  const tables = await queryAsAdmin<{ name: string }>(
    auth.adminUrl,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = 'auth' and tablename <> 'local_outbox'`,
  );
  expect(tables.length).toBeGreaterThanOrEqual(7);
  const rows = await Promise.all(
    tables.map(({ name }) =>
      queryAsAdmin<{ text: string }>(auth.adminUrl, `select t::text as text from ${name} t`),
    ),
  );
  return rows
    .flat()
    .map(({ text }) => text)
    .join('\n');
}

test('the database holds no password, token, link or code, in plain or in hex', async () => {
  const email = 'ada@example.test';
  const password = 'correct horse battery';
  const client = auth.client();
  const { data } = await client.auth.signUp({ email, password });
  const { data: refreshed } = await client.auth.refreshSession();
  await auth.client().auth.resetPasswordForEmail(email);
  const { tokenHash, code } = readMail((await auth.mailsTo(email))[0]);

  const stored = await dump();
  expect(stored).toContain(email);
  expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  for (const secret of [
    password,
    data.session?.refresh_token,
    data.session?.access_token,
    refreshed.session?.refresh_token,
    tokenHash,
  ]) {
    if (!secret) throw new Error('a secret is missing');
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(Buffer.from(secret).toString('hex'));
  }
  expect(stored).not.toContain(`"${code}"`);
  expect(stored).not.toContain(Buffer.from(code).toString('hex'));
});

test('refresh tokens carry 256 random bits', async () => {
  const { data } = await auth.client().auth.signUp({ email: 'bits@example.test', password: 'long enough' });
  expect(Buffer.from(data.session?.refresh_token ?? '', 'base64url')).toHaveLength(32);
});
