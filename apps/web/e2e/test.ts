import { type BrowserContext, test as base, expect } from '@playwright/test';
import { createClient } from '@supabase/supabase-js';
import { type Api, apiOf } from './api.ts';
import { readEndpoints, readStandInModelUrl } from './endpoints.ts';

export { expect };

export const endpoints = readEndpoints();
/** Where the stand-in for a model listens; undefined where the platform was not told of one. */
export const standInModelUrl = readStandInModelUrl();

export interface Account {
  email: string;
  password: string;
  api: Api;
}

let counter = 0;

/** An address that nobody has yet. */
export function freshEmail(): string {
  counter += 1;
  return `kim-${process.pid}-${Date.now()}-${counter}@example.com`;
}

export const password = 'correct horse battery';

/** The API's door for people, as programs use it. */
export function authClient() {
  return createClient(endpoints.api_url, endpoints.anon_key, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
}

/** Signs up a person of their own with the API and lets the browser be signed in as them. */
export async function login(context: BrowserContext, name?: string): Promise<Account> {
  const email = freshEmail();
  const { data, error } = await authClient().auth.signUp({ email, password, options: { data: { name } } });
  if (error !== null || data.session === null) throw error ?? new Error('Signing up gave no session.');
  return { email, password, api: await enter(context, data.session) };
}

/** Lets the browser be signed in as the account that the platform comes with, which runs it. */
export async function loginAsOperator(context: BrowserContext): Promise<Account> {
  return loginAgain(context, endpoints.demo);
}

/** Lets another browser be signed in as somebody who has an account. */
export async function loginAgain(
  context: BrowserContext,
  { email, password: theirs }: Pick<Account, 'email' | 'password'>,
): Promise<Account> {
  const { data, error } = await authClient().auth.signInWithPassword({ email, password: theirs });
  if (error !== null) throw error;
  return { email, password: theirs, api: await enter(context, data.session) };
}

async function enter(
  context: BrowserContext,
  { access_token, refresh_token }: { access_token: string; refresh_token: string },
): Promise<Api> {
  const cookie = { domain: new URL(endpoints.web_url).hostname, path: '/', httpOnly: true } as const;
  await context.addCookies([
    { name: 'af-access', value: access_token, sameSite: 'Lax', ...cookie },
    { name: 'af-refresh', value: refresh_token, sameSite: 'Lax', ...cookie },
  ]);
  return apiOf(endpoints, access_token);
}

/**
 * `account`: someone new, signed in. On every page of every test: no script throws, React catches no crash, and
 * the content security policy has nothing to stop.
 */
export const test = base.extend<{ account: Account; quietPages: undefined }>({
  account: async ({ context }, use) => use(await login(context)),
  quietPages: [
    async ({ context }, use) => {
      const troubles: string[] = [];
      context.on('weberror', (error) => troubles.push(String(error.error())));
      context.on('console', (message) => {
        // A refused call is also told of here, and a network that a test has cut; what the page makes of it is its business.
        const known = /^Failed to load resource|net::ERR_INTERNET_DISCONNECTED$/;
        const ours = message.page()?.url().startsWith(endpoints.web_url);
        if (ours && message.type() === 'error' && !known.test(message.text())) troubles.push(message.text());
      });
      await use(undefined);
      expect(troubles, 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],
});
