import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type AnySchemaObject } from 'ajv';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type RunningLocalAuth, readMail, startLocalAuth } from '../testing/start-local-auth.ts';

// Supabase Auth's own OpenAPI description is not ours to commit: it is looked for beside the checkout.
const contractUrl = process.env.SUPABASE_AUTH_CONTRACT
  ? new URL(`file://${process.env.SUPABASE_AUTH_CONTRACT}`)
  : new URL('../../../../../shared/contracts/supabase-auth.openapi.yaml', import.meta.url);
const present = existsSync(contractUrl);

interface Contract {
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, AnySchemaObject> };
}

const methods = ['get', 'post', 'put', 'delete', 'patch'];
const anyId = '2b306a77-21dc-4110-ba71-537cb56b9e98';

describe.skipIf(!present)('the published contract of Supabase Auth', () => {
  // A skipped block is still read, so the file is opened only where it is.
  const contract: Contract = present
    ? (parse(readFileSync(contractUrl, 'utf8')) as Contract)
    : { paths: {}, components: { schemas: {} } };
  const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
    methods.filter((method) => method in item).map((method) => ({ path, method })),
  );

  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
  ajv.addFormat('phone', /^(\+?\d+)?$/);
  ajv.addFormat('uri', (text) => URL.canParse(text));

  function expectShape(name: string, value: unknown): void {
    const validate = ajv.compile({ ...contract.components.schemas[name], components: contract.components });
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  }

  let auth: RunningLocalAuth;
  let shared: Awaited<ReturnType<typeof newUser>>;
  let count = 0;
  beforeAll(async () => {
    auth = await startLocalAuth();
    shared = await newUser();
  });
  afterAll(() => auth.close());

  async function send(method: string, path: string, body?: unknown, token?: string) {
    const answer = await fetch(`${auth.url}/auth/v1${path}`, {
      method: method.toUpperCase(),
      redirect: 'manual',
      headers: {
        apikey: auth.anonKey,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const type = answer.headers.get('content-type') ?? '';
    return { status: answer.status, body: type.includes('json') ? await answer.json() : await answer.text() };
  }

  async function newUser() {
    count += 1;
    const email = `contract-${count}@example.test`;
    const { status, body } = await send('post', '/signup', { email, password: 'correct horse battery' });
    expect(status).toBe(200);
    return { email, session: body as { access_token: string; refresh_token: string; user: unknown } };
  }

  test('is the one that was meant', () => {
    expect(operations.length).toBeGreaterThan(50);
  });

  test.each(operations)('$method $path answers a success or a named refusal', async ({ path, method }) => {
    // Signing out ends the session that the others share.
    const { session } = path === '/logout' ? await newUser() : shared;
    const url = path.replaceAll(/\{[^}]+\}/g, anyId);
    const { status, body } = await send(method, url, method === 'get' ? undefined : {}, session.access_token);
    if (status < 400) return;
    expect(status).toBeLessThan(500);
    expectShape('ErrorSchema', body);
    expect(body).toMatchObject({ code: status, error_code: expect.any(String), msg: expect.any(String) });
    // `not_found` would mean that nobody thought of this call.
    expect((body as { error_code: string }).error_code).not.toBe('not_found');
  });

  test('sessions have the shape of AccessTokenResponseSchema, however they were had', async () => {
    const { email, session } = await newUser();
    const byPassword = await send('post', '/token?grant_type=password', {
      email,
      password: 'correct horse battery',
    });
    const byRefresh = await send('post', '/token?grant_type=refresh_token', {
      refresh_token: session.refresh_token,
    });
    await send('post', '/otp', { email });
    const { tokenHash } = readMail((await auth.mailsTo(email))[0]);
    const byLink = await send('post', '/verify', { type: 'magiclink', token_hash: tokenHash });
    for (const body of [session, byPassword.body, byRefresh.body, byLink.body]) {
      expectShape('AccessTokenResponseSchema', body);
      expect(Object.keys(body as object).sort()).toEqual([
        'access_token',
        'expires_at',
        'expires_in',
        'refresh_token',
        'token_type',
        'user',
      ]);
    }
  });

  test('users have the shape of UserSchema, also while an address waits', async () => {
    const { session } = await newUser();
    const read = await send('get', '/user', undefined, session.access_token);
    const changed = await send(
      'put',
      '/user',
      { email: `waiting-${count}@example.test`, data: { name: 'Ada' } },
      session.access_token,
    );
    expect([read.status, changed.status]).toEqual([200, 200]);
    expect(changed.body).toMatchObject({ new_email: `waiting-${count}@example.test` });
    for (const body of [read.body, changed.body]) {
      expectShape('UserSchema', body);
      for (const identity of (body as { identities: unknown[] }).identities) {
        expectShape('IdentitySchema', identity);
      }
    }
  });

  test('a second factor has the shapes of its own schemas, from enrolment to the raised session', async () => {
    const { session } = await newUser();
    const token = session.access_token;
    const enrolled = await send('post', '/factors', { factor_type: 'totp', friendly_name: 'Phone' }, token);
    const factor = enrolled.body as { id: string; type: string; totp: { secret: string; qr_code: string } };
    expect(Object.keys(factor).sort()).toEqual(['friendly_name', 'id', 'totp', 'type']);
    expect(Object.keys(factor.totp).sort()).toEqual(['qr_code', 'secret', 'uri']);
    const challenge = await send('post', `/factors/${factor.id}/challenge`, {}, token);
    expectShape('TOTPPhoneChallengeResponse', challenge.body);
    const code = new TOTP({ secret: Secret.fromBase32(factor.totp.secret) }).generate();
    const answer = { challenge_id: (challenge.body as { id: string }).id, code };
    const raised = await send('post', `/factors/${factor.id}/verify`, answer, token);
    expect(raised.status).toBe(200);
    expectShape('AccessTokenResponseSchema', raised.body);
    const { access_token, user } = raised.body as { access_token: string; user: { factors: unknown[] } };
    for (const one of user.factors) expectShape('MFAFactorSchema', one);
    expect(user.factors).toMatchObject([{ id: factor.id, status: 'verified', factor_type: 'totp' }]);
    const removed = await send('delete', `/factors/${factor.id}`, undefined, access_token);
    expect(removed).toMatchObject({ status: 200, body: { id: factor.id } });
  });

  test('a refusal has the shape of ErrorSchema, reasons of a weak password included', async () => {
    const { status, body } = await send('post', '/signup', { email: 'weak@example.test', password: 'short' });
    expect(status).toBe(422);
    expectShape('ErrorSchema', body);
    expect(body).toMatchObject({ error_code: 'weak_password', weak_password: { reasons: ['length'] } });
  });
});
