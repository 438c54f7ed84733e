import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Who is signed in at the provider right now. */
export interface Person {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
}

/** A server that plays Google or GitHub: it checks what a provider checks and knows one person at a time. */
export interface OAuthProviderStandIn {
  url: string;
  person: Person;
  /** When set, the provider sends the browser back with this error. */
  refusal: string | null;
  close(): void;
}

export const standInClient = { clientId: 'the-client', clientSecret: 'the-secret' };

export async function startOAuthProvider(person: Person): Promise<OAuthProviderStandIn> {
  const codes = new Map<string, { challenge: string; redirectUri: string }>();
  const tokens = new Set<string>();
  const stand: OAuthProviderStandIn = { url: '', person, refusal: null, close: () => server.close() };

  const server = createServer(async (request, answer) => {
    const url = new URL(request.url ?? '/', stand.url);
    const json = (status: number, body: unknown) =>
      answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (url.pathname) {
      case '/authorize': {
        const { client_id, redirect_uri, state, code_challenge, code_challenge_method, response_type } =
          Object.fromEntries(url.searchParams);
        const complete =
          client_id === standInClient.clientId &&
          response_type === 'code' &&
          code_challenge_method === 'S256' &&
          redirect_uri !== undefined &&
          state !== undefined &&
          code_challenge !== undefined;
        if (!complete) return json(400, { error: 'invalid_request' });
        const back = new URL(redirect_uri);
        back.searchParams.set('state', state);
        if (stand.refusal) {
          back.searchParams.set('error', stand.refusal);
        } else {
          const code = randomUUID();
          codes.set(code, { challenge: code_challenge, redirectUri: redirect_uri });
          back.searchParams.set('code', code);
        }
        return answer.writeHead(302, { location: back.href }).end();
      }
      case '/token': {
        const form = new URLSearchParams(await text(request));
        const issued = codes.get(form.get('code') ?? '');
        codes.delete(form.get('code') ?? '');
        const challenge = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        const right =
          issued?.challenge === challenge &&
          issued.redirectUri === form.get('redirect_uri') &&
          form.get('client_id') === standInClient.clientId &&
          form.get('client_secret') === standInClient.clientSecret;
        if (!right) return json(400, { error: 'invalid_grant' });
        const token = randomUUID();
        tokens.add(token);
        return json(200, { access_token: token, token_type: 'bearer' });
      }
      default: {
        if (!tokens.has(bearerOf(request))) return json(401, { error: 'invalid_token' });
        const { id, name, email, emailVerified } = stand.person;
        if (url.pathname === '/userinfo')
          return json(200, { sub: id, name, email, email_verified: emailVerified });
        if (url.pathname === '/user') return json(200, { id: Number(id), login: name, name, email });
        return json(
          200,
          [
            { email: `other-${email}`, primary: false, verified: true },
            { email, primary: true, verified: emailVerified },
          ].filter((entry) => entry.verified || entry.primary),
        );
      }
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stand.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stand;
}

function bearerOf(request: IncomingMessage): string {
  return request.headers.authorization?.replace('Bearer ', '') ?? '';
}
