import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { currentSession } from './current-session.ts';
import { tokenExpiry } from './token-expiry.ts';

const now = Date.now();
const visitor = { userAgent: 'A browser', address: null };

function token(expiresInSeconds: number): string {
  const payload = { sub: 'u', exp: Math.floor(now / 1000) + expiresInSeconds };
  return `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`;
}

/** An auth service that, like the real one, takes each refresh token once and calls a second use theft. */
const spent = new Map<string, number>();
let status = 200;
const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const { refresh_token: given } = JSON.parse(Buffer.concat(pieces).toString()) as {
      refresh_token: string;
    };
    const uses = (spent.get(given) ?? 0) + 1;
    if (status === 200) spent.set(given, uses);
    const refused = status !== 200 || uses > 1;
    response.writeHead(refused ? (status === 200 ? 400 : status) : 200, {
      'content-type': 'application/json',
    });
    response.end(
      JSON.stringify(
        refused
          ? { code: 400, error_code: 'refresh_token_already_used', msg: 'Already used' }
          : {
              access_token: token(3600),
              refresh_token: `${given}-next`,
              expires_in: 3600,
              token_type: 'bearer',
              user: { id: 'u', aud: 'authenticated', app_metadata: {}, user_metadata: {}, created_at: '' },
            },
      ),
    );
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.SUPABASE_ANON_KEY = 'anon';
  process.env.AGENT_FACTORY_MODE = 'local';
});
afterAll(() => void server.close());
beforeEach(() => {
  spent.clear();
  status = 200;
});

describe('the session that a request carries', () => {
  test('is used as it is while the token lasts', async () => {
    const carried = { accessToken: token(120), refreshToken: 'a' };
    expect(await currentSession(carried, visitor, { now })).toEqual({ state: 'valid', session: carried });
    expect(spent.size).toBe(0);
  });

  test('is renewed once for twenty requests that arrive together and one that comes late', async () => {
    const carried = { accessToken: token(10), refreshToken: 'b' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => currentSession(carried, visitor, { now })),
    );
    answers.push(await currentSession(carried, visitor, { now }));
    expect(new Set(answers.map((answer) => answer.session?.refreshToken))).toEqual(new Set(['b-next']));
    expect(answers.every((answer) => answer.state === 'refreshed')).toBe(true);
    expect(spent.get('b')).toBe(1);
  });

  test('ends when the service refuses it', async () => {
    spent.set('c', 1);
    expect(await currentSession({ accessToken: token(-5), refreshToken: 'c' }, visitor, { now })).toEqual({
      state: 'ended',
      session: null,
    });
  });

  test('keeps no visitor waiting for a service that is down, and is renewed once it is back', async () => {
    status = 503;
    const carried = { accessToken: token(-5), refreshToken: 'd' };
    expect(await currentSession(carried, visitor, { now, patienceMs: 50 })).toEqual({
      state: 'valid',
      session: carried,
    });
    status = 200;
    expect((await currentSession(carried, visitor, { now })).state).toBe('refreshed');
    expect(spent.get('d')).toBe(1);
  });
});

test.each(['', 'x', 'a.b.c', 'a.bnVsbA.c', `a.${Buffer.from('{"exp":"1"}').toString('base64url')}.c`])(
  'a token without a readable end (%j) has ended',
  (text) => {
    expect(tokenExpiry(text)).toBe(0);
  },
);
