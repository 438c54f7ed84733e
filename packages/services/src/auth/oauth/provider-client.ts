import { request } from 'undici';
import { z } from 'zod';
import type { OAuthProvider, OAuthProviderName } from './oauth-provider.ts';

/** Who the provider says the person is. */
export interface ProviderProfile {
  /** The provider's own, lasting id of the person. */
  providerId: string;
  /** An address that the provider has verified, in lower case; null when it vouches for none. */
  verifiedEmail: string | null;
  /** Name and picture, for the account's metadata. */
  data: Record<string, unknown>;
}

const tokenSchema = z.object({ access_token: z.string().min(1) });
const googleUserSchema = z.object({
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().optional(),
  picture: z.string().optional(),
});
const githubUserSchema = z.object({
  id: z.union([z.int(), z.string()]),
  login: z.string().optional(),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
});
const githubEmailsSchema = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);

/**
 * Exchanges the provider's code (RFC 6749 4.1.3, with PKCE) and reads who it stands for. Talks to the
 * operator's configured endpoints alone, follows no redirect, reads at most 256 KB in 10 s. Throws an Error
 * with what went wrong; it may name the provider's words, so it is for the log and not for the browser.
 */
export async function fetchProviderProfile(
  name: OAuthProviderName,
  provider: OAuthProvider,
  exchange: { code: string; codeVerifier: string; redirectUri: string },
): Promise<ProviderProfile> {
  const { endpoints } = provider;
  const { access_token } = tokenSchema.parse(
    await callJson(endpoints.token, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: exchange.code,
        redirect_uri: exchange.redirectUri,
        client_id: provider.clientId,
        client_secret: provider.clientSecret,
        code_verifier: exchange.codeVerifier,
      }).toString(),
    }),
  );
  const headers = { authorization: `Bearer ${access_token}` };
  const user = await callJson(endpoints.user, { headers });
  switch (name) {
    case 'google':
      return googleProfile(user);
    case 'github':
      return githubProfile(user, endpoints.emails ? await callJson(endpoints.emails, { headers }) : []);
  }
}

function googleProfile(user: unknown): ProviderProfile {
  const { sub, email, email_verified, name, picture } = googleUserSchema.parse(user);
  const verified = email_verified === true || email_verified === 'true';
  return {
    providerId: sub,
    verifiedEmail: verified && email ? email.toLowerCase() : null,
    data: present({ name, full_name: name, avatar_url: picture, picture }),
  };
}

function githubProfile(user: unknown, emails: unknown): ProviderProfile {
  const { id, login, name, avatar_url } = githubUserSchema.parse(user);
  const verified = githubEmailsSchema.parse(emails).filter((entry) => entry.verified);
  const email = (verified.find((entry) => entry.primary) ?? verified[0])?.email;
  return {
    providerId: String(id),
    verifiedEmail: email?.toLowerCase() ?? null,
    data: present({ name, full_name: name, user_name: login, preferred_username: login, avatar_url }),
  };
}

function present(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => value !== undefined && value !== null),
  );
}

const maximumBytes = 262_144;

async function callJson(
  url: string,
  options: { method?: 'POST'; headers: Record<string, string>; body?: string },
): Promise<unknown> {
  const { statusCode, body } = await request(url, {
    method: options.method ?? 'GET',
    headers: { accept: 'application/json', 'user-agent': 'agent-factory', ...options.headers },
    ...(options.body === undefined ? {} : { body: options.body }),
    signal: AbortSignal.timeout(10_000),
  });
  let text = '';
  for await (const chunk of body.setEncoding('utf8')) {
    text += chunk;
    if (text.length > maximumBytes) throw new Error(`${new URL(url).host} answered with more than 256 KB`);
  }
  if (statusCode !== 200) throw new Error(`${new URL(url).host} answered ${statusCode}`);
  return JSON.parse(text);
}
