import { openDatabase } from '@agent-factory/db';
import { createTestDatabase, queryAsAdmin, type TestDatabase } from '@agent-factory/db/testing';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AuthContext, createAuthContext } from './auth-context.ts';
import { ensureDemoUser } from './ensure-demo-user.ts';
import { generateAuthSecrets } from './generate-auth-secrets.ts';
import { listOutbox } from './list-outbox.ts';
import { createOutboxMailPort } from './mail/outbox-mail-port.ts';
import { requestMagicLink } from './request-magic-link.ts';
import { createSessionStates } from './session-states.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { signOut } from './sign-out.ts';
import { sweepExpired } from './sweep-expired.ts';

let database: TestDatabase;
let ctx: AuthContext;
let now = Date.parse('2026-11-21T12:00:00Z');
const clock = { now: () => now };
const client = { ip: '127.0.0.1', userAgent: null };
const demo = { email: 'Demo@example.test', password: 'a demo password', name: 'Demo' };

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = await createAuthContext({
    db: database.db,
    clock,
    secrets: await generateAuthSecrets(),
    settings: { issuer: 'test', externalUrl: 'http://api.test/auth/v1', siteUrl: 'http://web.test' },
    mail: createOutboxMailPort(database.db, clock),
  });
  await ensureDemoUser({ ctx, input: demo });
});
afterAll(() => database.drop());

function livenessOf(db: TestDatabase['db']) {
  const states = createSessionStates({ db, clock });
  return async (principal: { userId: string; sessionId: string }) =>
    (await states({ ...principal, accessToken: '', aal: 'aal1' })).alive;
}

async function signIn() {
  const session = await signInWithPassword({ ctx, input: { ...demo, email: 'demo@example.test', client } });
  return { userId: session.user.id, sessionId: String(decodeJwt(session.accessToken).session_id) };
}

test('the demo account is made once, whatever is asked the second time', async () => {
  const again = await ensureDemoUser({ ctx, input: { ...demo, password: 'another password' } });
  expect(again.created).toBe(false);
  const { userId } = await signIn();
  expect(again.userId).toBe(userId);
  const teams = await queryAsAdmin(database.adminUrl, 'select id from public.teams where personal_of = $1', [
    userId,
  ]);
  expect(teams).toHaveLength(1);
});

test('a session counts as alive for at most 2 s after its end', async () => {
  const isAlive = livenessOf(database.db);
  const principal = await signIn();
  expect(await isAlive(principal)).toBe(true);
  await signOut({ ctx, input: { ...principal, scope: 'local' } });
  now += 1_499;
  expect(await isAlive(principal)).toBe(true);
  now += 1;
  expect(await isAlive(principal)).toBe(false);
});

test("another user's id does not open a session", async () => {
  const isAlive = livenessOf(database.db);
  const { sessionId } = await signIn();
  expect(await isAlive({ userId: crypto.randomUUID(), sessionId })).toBe(false);
});

test('a lookup that failed is no answer: the next one asks again', async () => {
  const closed = openDatabase({ url: database.appUrl });
  await closed.close();
  const isAlive = livenessOf(closed);
  const principal = await signIn();
  await expect(isAlive(principal)).rejects.toThrow();
  await expect(isAlive(principal)).rejects.toThrow();
});

test('what is over is swept: links, flows and windows; a link that still works stays', async () => {
  const input = { createUser: true, userMetadata: {}, client };
  await requestMagicLink({ ctx, input: { ...input, email: 'early@example.test' } });
  now += 3_000_000;
  await requestMagicLink({ ctx, input: { ...input, email: 'late@example.test' } });
  now += 700_000;
  await sweepExpired({ ctx });
  const left = await queryAsAdmin(database.adminUrl, 'select email from auth.one_time_tokens');
  expect(left).toEqual([{ email: 'late@example.test' }]);
  const windows = await queryAsAdmin<{ bucket: string }>(
    database.adminUrl,
    'select bucket from auth.rate_limits where expires_at < $1',
    [new Date(now)],
  );
  expect(windows).toEqual([]);
});

test('the outbox keeps its newest 500 mails', async () => {
  await queryAsAdmin(
    database.adminUrl,
    `insert into auth.local_outbox (recipient, subject, body_text, body_html)
     select 'many@example.test', 'Mail ' || i, 't', 'h' from generate_series(1, 600) i`,
  );
  await ctx.mail.send({ recipient: 'many@example.test', subject: 'The newest', text: 't', html: 'h' });
  const { items } = await listOutbox({ ctx, input: { limit: 1000 } });
  expect(items).toHaveLength(500);
  expect(items[0]?.subject).toBe('The newest');
});
