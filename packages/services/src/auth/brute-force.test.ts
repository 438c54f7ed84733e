import { randomUUID } from 'node:crypto';
import { openDatabase } from '@agent-factory/db';
import { createTestDatabase, type TestDatabase } from '@agent-factory/db/testing';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuthContext, createAuthContext } from './auth-context.ts';
import { isAuthError } from './auth-error.ts';
import { ensureDemoUser } from './ensure-demo-user.ts';
import { challengeFactor } from './factors/challenge-factor.ts';
import { enrollFactor } from './factors/enroll-factor.ts';
import { verifyFactor } from './factors/verify-factor.ts';
import { generateAuthSecrets } from './generate-auth-secrets.ts';
import { createOutboxMailPort } from './mail/outbox-mail-port.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

// Guesses are counted in Postgres, so nothing else is needed for the count to hold: no Redis, and no process that knows
// of another. Each of the four here has its own connections and shares nothing with the others.
const processCount = 4;
let database: TestDatabase;
let processes: AuthContext[];
const closings: (() => Promise<void>)[] = [];
const right = 'the right password';

beforeAll(async () => {
  database = await createTestDatabase();
  const secrets = await generateAuthSecrets();
  const clock = { now: () => Date.now() };
  processes = await Promise.all(
    Array.from({ length: processCount }, async () => {
      const db = openDatabase({ url: database.appUrl, maxConnections: 4 });
      closings.push(() => db.close());
      return createAuthContext({
        db,
        clock,
        secrets,
        settings: { issuer: 'test', externalUrl: 'http://api.test/auth/v1', siteUrl: 'http://web.test' },
        mail: createOutboxMailPort(db, clock),
      });
    }),
  );
});
afterAll(async () => {
  await Promise.all(closings.map((close) => close()));
  await database.drop();
});

/** The same guess at every process at once, `times` for each; how often each was answered what. */
async function guessEverywhere(times: number, guess: (ctx: AuthContext) => Promise<unknown>) {
  const answers = await Promise.all(
    processes.flatMap((ctx) =>
      Array.from({ length: times }, () =>
        guess(ctx).then(
          () => 'opened',
          (error: unknown) => (isAuthError(error) ? error.code : String(error)),
        ),
      ),
    ),
  );
  return Object.fromEntries(
    [...new Set(answers)].sort().map((code) => [code, answers.filter((one) => one === code).length]),
  );
}

function client(ip = '203.0.113.7') {
  return { ip, userAgent: null };
}

describe('parallel guesses at several processes', () => {
  test('at a password: exactly ten are judged, and then not even the right one', async () => {
    const [ctx] = processes as [AuthContext];
    const email = `${randomUUID()}@example.test`;
    await ensureDemoUser({ ctx, input: { email, password: right } });
    const counted = await guessEverywhere(8, (at) =>
      signInWithPassword({ ctx: at, input: { email, password: 'a wrong one', client: client() } }),
    );
    expect(counted).toEqual({ invalid_credentials: 10, over_request_rate_limit: 22 });
    const late = await guessEverywhere(1, (at) =>
      signInWithPassword({ ctx: at, input: { email, password: right, client: client('198.51.100.9') } }),
    );
    expect(late).toEqual({ over_request_rate_limit: processCount });
  });

  test('at many addresses from one place: the hundred and first is not judged', async () => {
    const counted = await guessEverywhere(30, (at) =>
      signInWithPassword({
        ctx: { ...at, hasher: { ...at.hasher, verify: async () => false } },
        input: { email: `${randomUUID()}@example.test`, password: 'x', client: client('203.0.113.99') },
      }),
    );
    expect(counted).toEqual({ invalid_credentials: 100, over_request_rate_limit: 20 });
  });

  test('at a second factor: exactly ten are judged', async () => {
    const [ctx] = processes as [AuthContext];
    const email = `${randomUUID()}@example.test`;
    await ensureDemoUser({ ctx, input: { email, password: right } });
    const session = await signInWithPassword({
      ctx,
      input: { email, password: right, client: client('192.0.2.1') },
    });
    const principal = {
      userId: session.user.id,
      sessionId: String(decodeJwt(session.accessToken).session_id),
    };
    const factor = await enrollFactor({ ctx, input: principal });
    const challenge = await challengeFactor({ ctx, input: { ...principal, factorId: factor.id } });
    const input = { ...principal, factorId: factor.id, challengeId: challenge.id, ip: '192.0.2.1' };
    // Letters: no clock makes them right by chance.
    const counted = await guessEverywhere(8, (at) =>
      verifyFactor({ ctx: at, input: { ...input, code: 'abcdef' } }),
    );
    expect(counted).toEqual({ mfa_verification_failed: 10, over_request_rate_limit: 22 });
  });
});
